//! Errors that are put into a good translation.

use fastrand::Rng;

/// A paragraph of a measured article: its source, and its translation by
/// sentence.
#[derive(Clone)]
pub struct Paragraph {
    pub source: String,
    pub sources: Vec<String>,
    pub target: Vec<String>,
}

impl Paragraph {
    pub fn of(pairs: &[(&String, &String)]) -> Self {
        let sources: Vec<String> = pairs.iter().map(|(source, _)| (*source).clone()).collect();
        let target = pairs.iter().map(|(_, target)| (*target).clone()).collect();
        Self {
            source: sources.join(" "),
            sources,
            target,
        }
    }

    pub fn target(&self) -> String {
        self.target.join(" ")
    }
}

/// One kind of error. `put` gives none where the article has no place for it.
pub struct Injection {
    pub name: &'static str,
    pub put: fn(&mut Vec<Paragraph>, &mut Rng) -> Option<()>,
}

const fn injection(
    name: &'static str,
    put: fn(&mut Vec<Paragraph>, &mut Rng) -> Option<()>,
) -> Injection {
    Injection { name, put }
}

pub const INJECTIONS: &[Injection] = &[
    injection("dropped paragraph", |article, random| {
        any(article, random)?.target.clear();
        Some(())
    }),
    injection("dropped sentence", |article, random| {
        let paragraph = any(article, random)?;
        if paragraph.target.len() < 2 {
            return None;
        }
        let place = random.usize(..paragraph.target.len());
        paragraph.target.remove(place);
        Some(())
    }),
    injection("second half of paragraph cut", |article, random| {
        half(any(article, random)?, Half::Second)
    }),
    injection("second half cut, stop put", |article, random| {
        let paragraph = any(article, random)?;
        half(paragraph, Half::Second)?;
        paragraph.target.last_mut()?.push('.');
        Some(())
    }),
    injection("first half of paragraph cut", |article, random| {
        half(any(article, random)?, Half::First)
    }),
    injection("half the sentences dropped", |article, random| {
        let paragraph = any(article, random)?;
        let kept = paragraph.target.len().div_ceil(2);
        if paragraph.target.len() < 2 {
            return None;
        }
        paragraph.target.truncate(kept);
        Some(())
    }),
    injection("truncated end (last 10 % to 60 %)", |article, random| {
        let words: usize = article
            .iter()
            .map(|one| one.target().split(' ').count())
            .sum();
        let mut left = words * (4 + random.usize(..6)) / 10;
        for paragraph in article.iter_mut() {
            for sentence in &mut paragraph.target {
                let kept: Vec<&str> = sentence.split(' ').take(left).collect();
                left -= kept.len();
                *sentence = kept.join(" ");
            }
        }
        Some(())
    }),
    injection("untranslated sentence", |article, random| {
        let paragraph = any(article, random)?;
        let place = random.usize(..paragraph.target.len());
        if paragraph.sources[place].split(' ').count() < 8 {
            return None;
        }
        paragraph.target[place] = paragraph.sources[place].clone();
        Some(())
    }),
    injection("sentence twice", |article, random| {
        let paragraph = any(article, random)?;
        let place = random.usize(..paragraph.target.len());
        let again = paragraph.target[place].clone();
        paragraph.target.insert(place, again);
        Some(())
    }),
    injection("sentence of another article added", |article, random| {
        let paragraph = any(article, random)?;
        let place = random.usize(..=paragraph.target.len());
        let added = "Officials of the fisheries board said on Sunday that the boats would return.";
        paragraph.target.insert(place, added.to_owned());
        Some(())
    }),
    injection("loop of the last words", |article, random| {
        let sentence = any(article, random)?.target.last_mut()?;
        let words: Vec<&str> = sentence.split(' ').collect();
        let length = (2 + random.usize(..10)).min(words.len());
        let tail = words[words.len() - length..].join(" ");
        for _ in 0..10 {
            sentence.push(' ');
            sentence.push_str(&tail);
        }
        Some(())
    }),
    injection("loop of a sentence", |article, random| {
        let sentence = any(article, random)?.target.last_mut()?;
        *sentence = vec![sentence.clone(); 3 + random.usize(..5)].join(" ");
        Some(())
    }),
    injection("lost quotation marks", |article, random| {
        let plain = |text: &str| text.matches('"').count() == 2 && !text.contains(" '");
        let sentence = choose(article, random, plain)?;
        *sentence = sentence.replace('"', "");
        Some(())
    }),
    injection("added quotation marks", |article, random| {
        let sentence = choose(article, random, |text| !text.contains('"'))?;
        let words: Vec<&str> = sentence.split(' ').collect();
        if words.len() < 8 {
            return None;
        }
        let from = random.usize(1..words.len() - 5);
        let quoted = words[from..from + 4].join(" ");
        *sentence = sentence.replace(&quoted, &format!("\"{quoted}\""));
        Some(())
    }),
    injection("changed acronym", |article, random| {
        let sentence = choose(article, random, |text| acronym(text).is_some())?;
        let found = acronym(sentence)?;
        let mut letters: Vec<char> = found.chars().collect();
        let place = random.usize(..letters.len());
        let other = letters[place];
        while letters[place] == other {
            letters[place] = random.char('A'..='Z');
        }
        let changed: String = letters.into_iter().collect();
        *sentence = sentence.replace(&found, &changed);
        Some(())
    }),
    injection("changed address", |article, random| {
        let paragraph = any(article, random)?;
        let place = random.usize(..paragraph.target.len());
        let (right, wrong) = ADDRESSES[random.usize(..ADDRESSES.len())];
        paragraph.sources[place] = format!("{} Lihat {right}.", paragraph.sources[place]);
        paragraph.source = paragraph.sources.join(" ");
        paragraph.target[place] = format!("{} See {wrong}.", paragraph.target[place]);
        Some(())
    }),
    injection("chatty note before", |article, random| {
        let note = NOTES[random.usize(..NOTES.len())];
        let sentence = article.first_mut()?.target.first_mut()?;
        *sentence = format!("{note} {sentence}");
        Some(())
    }),
    injection("chatty note behind", |article, random| {
        let note = AFTERWORDS[random.usize(..AFTERWORDS.len())];
        article.last_mut()?.target.push(note.to_owned());
        Some(())
    }),
    injection("lost negation", |article, random| {
        let sentence = choose(article, random, |text| {
            NEGATIONS.iter().any(|(with, _)| text.contains(with))
        })?;
        for (with, without) in NEGATIONS {
            if sentence.contains(with) {
                *sentence = sentence.replacen(with, without, 1);
                break;
            }
        }
        Some(())
    }),
    injection("added negation", |article, random| {
        let sentence = choose(article, random, |text| {
            [" is ", " was ", " are ", " can ", " will "]
                .iter()
                .any(|verb| text.contains(verb))
        })?;
        for verb in [" is ", " was ", " are ", " can ", " will "] {
            if sentence.contains(verb) {
                *sentence = sentence.replacen(verb, &format!("{verb}not "), 1);
                break;
            }
        }
        Some(())
    }),
    injection("invented pronoun (it to she)", |article, random| {
        let sentence = choose(article, random, |text| text.contains(" it "))?;
        *sentence = sentence.replacen(" it ", " she ", 1);
        Some(())
    }),
];

const ADDRESSES: [(&str, &str); 4] = [
    ("https://contoh.id/berita/12", "https://contoh.id/news/12"),
    ("redaksi@contoh.co.id", "editor@contoh.co.id"),
    ("@warta_contoh", "@warta_example"),
    ("www.contoh.go.id", "www.example.go.id"),
];

const NOTES: [&str; 5] = [
    "Here is the translation:",
    "Sure! Here is the English translation of the article:",
    "Certainly! Here's your translation:",
    "**Translation:**",
    "Below is the translation of the text you provided.",
];

const AFTERWORDS: [&str; 4] = [
    "Let me know if you need anything else!",
    "I hope this helps!",
    "Note: I have kept the names as they were.",
    "Please let me know if you would like any changes.",
];

const NEGATIONS: &[(&str, &str)] = &[
    (" not ", " "),
    (" cannot ", " can "),
    (" never ", " "),
    (" without ", " with "),
    ("n't ", " "),
    (" no ", " a "),
    ("No ", "A "),
];

fn any<'a>(article: &'a mut [Paragraph], random: &mut Rng) -> Option<&'a mut Paragraph> {
    let place = random.usize(..article.len());
    article.get_mut(place)
}

fn choose<'a>(
    article: &'a mut [Paragraph],
    random: &mut Rng,
    fits: impl Fn(&str) -> bool,
) -> Option<&'a mut String> {
    let mut all: Vec<&mut String> = article
        .iter_mut()
        .flat_map(|one| &mut one.target)
        .filter(|text| fits(text))
        .collect();
    if all.is_empty() {
        return None;
    }
    let place = random.usize(..all.len());
    Some(all.swap_remove(place))
}

enum Half {
    First,
    Second,
}

fn half(paragraph: &mut Paragraph, which: Half) -> Option<()> {
    let text = paragraph.target();
    let words: Vec<&str> = text.split(' ').collect();
    if words.len() < 6 {
        return None;
    }
    let (first, second) = words.split_at(words.len() / 2);
    let kept = match which {
        Half::First => second,
        Half::Second => first,
    };
    paragraph.target = vec![kept.join(" ")];
    Some(())
}

fn acronym(text: &str) -> Option<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    let mut found = words.filter(|word| {
        word.len() >= 2 && word.len() <= 6 && word.chars().all(|letter| letter.is_ascii_uppercase())
    });
    found.next().map(str::to_owned)
}
