//! Which element of a page holds the story.
//!
//! Every line counts for the element it stands in and for all around it:
//! prose in favour, links and labels against. The best sum wins, so an
//! element is left for the one around it only when that adds more prose than
//! clutter. One pass; no element is compared with another twice.

use super::flow::{Flowed, Line};
use super::names::{HIDDEN, Role};

/// What the page's names say about an element, as far as it can be believed.
pub(super) struct Region {
    /// The element that holds the story, by place.
    pub element: usize,
    /// For each element the role that it has or stands in.
    pub roles: Vec<Option<Role>>,
}

/// Finds the story; `None` where the page has no prose.
pub(super) fn find(page: &Flowed) -> Option<Region> {
    let prose = prose(page);
    let all = *prose.first()?;
    if all == 0 {
        return None;
    }
    let roles = believed_roles(page, &prose, all);
    let worth = element_sums(page, worths(page, &roles).into_iter());
    let best = worth.iter().copied().max().unwrap_or_default();
    // The last of equals is the innermost.
    let element = worth.iter().rposition(|&sum| sum == best)?;
    let element = with_credits(page, &roles, element);
    (best > 0).then_some(Region { element, roles })
}

/// Takes everything for the story; names still tell captions and clutter.
pub(super) fn whole(page: &Flowed) -> Region {
    let prose = prose(page);
    let all = prose.first().copied().unwrap_or_default();
    Region {
        element: 0,
        roles: believed_roles(page, &prose, all),
    }
}

/// For each element how much prose is in it, whatever it is called.
fn prose(page: &Flowed) -> Vec<i64> {
    let nameless = vec![None; page.elements.len()];
    let values = worths(page, &nameless);
    element_sums(page, values.into_iter().map(|value| value.max(0)))
}

/// Widens the element while that adds nothing but a dateline before the story
/// and credits behind it, from which the cleaning reads place and names.
fn with_credits(page: &Flowed, roles: &[Option<Role>], from: usize) -> usize {
    let mut element = from;
    loop {
        let inner = element..page.elements[element].end;
        let outer = page.elements[element].parent;
        let around = outer..page.elements[outer].end;
        let mut added = page
            .lines
            .iter()
            .filter(|line| around.contains(&line.element) && !inner.contains(&line.element))
            .filter(|line| roles[line.element].is_none());
        if outer == element || !added.all(|line| is_dateline(line) || is_credit(line)) {
            return element;
        }
        element = outer;
    }
}

fn is_dateline(line: &Line) -> bool {
    line.text.len() <= 80 && line.text.ends_with(['-', '–', '—'])
}

fn is_credit(line: &Line) -> bool {
    let text = line.text.to_lowercase();
    text.len() <= 120
        && ((text.starts_with('(') && text.ends_with(')'))
            || ["editor", "penulis", "pewarta", "reporter", "sumber", "red:"]
                .iter()
                .any(|label| text.starts_with(label)))
}

/// A name that would take most of the page's prose away is no hint: neither
/// when one element holds it, nor, with names that say little, when all
/// elements of such names hold it together.
fn believed_roles(page: &Flowed, prose: &[i64], all: i64) -> Vec<Option<Role>> {
    let believable = |place: usize| {
        page.elements[place].role.filter(|role| match *role {
            HIDDEN => prose[place] < HIDDEN_STORY,
            role if is_sure(role) => prose[place] * 3 < all * 2,
            _ => prose[place] * 2 < all,
        })
    };
    let mut held: Vec<(Role, i64)> = Vec::new();
    for (place, &prose) in prose.iter().enumerate() {
        let Some(role) = believable(place).filter(|role| !is_sure(*role)) else {
            continue;
        };
        // Elements inside each other count twice, which errs on the side of
        // the story.
        match held.iter_mut().find(|(known, _)| *known == role) {
            Some((_, sum)) => *sum += prose,
            None => held.push((role, prose)),
        }
    }
    held.retain(|(_, sum)| sum * 2 >= all);
    let mut roles = Vec::with_capacity(page.elements.len());
    for (place, element) in page.elements.iter().enumerate() {
        let own = believable(place).filter(|role| !held.iter().any(|(held, _)| held == role));
        let around = roles.get(element.parent).copied().flatten();
        roles.push(around.or(own));
    }
    roles
}

/// Names that mean what they say however much they hold: a gallery is all
/// captions, a quarrel is all comments.
fn is_sure(role: Role) -> bool {
    matches!(
        role,
        Role::Caption | Role::Noise("html.comments" | "html.related")
    )
}

/// So much prose is hidden only where a story goes on behind a button.
const HIDDEN_STORY: i64 = 300;

fn weight(bytes: usize) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

/// What each line says for the element it stands in.
fn worths(page: &Flowed, roles: &[Option<Role>]) -> Vec<i64> {
    let mut worths = vec![0; page.lines.len()];
    let mut believed = page
        .lines
        .iter()
        .enumerate()
        .filter(|(_, line)| roles[line.element].is_none())
        .peekable();
    let mut after_link = false;
    while let Some((index, line)) = believed.next() {
        let before_prose = believed.peek().is_some_and(|(_, next)| next.is_prose());
        let is_teaser = after_link && !before_prose && line.text.len() < LONGEST_TEASER;
        worths[index] = if is_teaser { 0 } else { worth(line) };
        after_link = line.is_link();
    }
    worths
}

/// A sentence between two links that is shorter than this is what a list of
/// stories says about one of them.
const LONGEST_TEASER: usize = 220;

fn worth(line: &Line) -> i64 {
    let linked = weight(line.linked());
    let bare = weight(line.text.len()) - linked;
    if line.is_prose() {
        bare
    } else {
        -linked - bare / 4
    }
}

/// For each element the sum over the lines in it and in all elements in it.
fn element_sums(page: &Flowed, values: impl Iterator<Item = i64>) -> Vec<i64> {
    let mut sums = vec![0; page.elements.len()];
    for (line, value) in page.lines.iter().zip(values) {
        sums[line.element] += value;
    }
    for place in (0..page.elements.len()).rev() {
        let parent = page.elements[place].parent;
        if parent != place {
            sums[parent] += sums[place];
        }
    }
    sums
}
