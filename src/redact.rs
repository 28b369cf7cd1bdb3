//! Foreign error messages, made safe to show: endpoints echo keys and
//! pieces of what they were sent.

use memchr::memmem;

/// So many characters in a row of the article count as article text.
const ECHO: usize = 20;

/// Takes the secrets, and stretches of the texts that were sent, out of a
/// message.
#[must_use]
pub fn redact(message: &str, secrets: &[&str], sent: &[&str]) -> String {
    let mut safe = message.to_owned();
    for secret in secrets.iter().filter(|secret| secret.len() >= 4) {
        safe = safe.replace(secret, "[key]");
    }
    without_echo(&safe, sent)
}

fn without_echo(message: &str, sent: &[&str]) -> String {
    let starts: Vec<usize> = message
        .char_indices()
        .map(|(at, _)| at)
        .chain([message.len()])
        .collect();
    let characters = starts.len() - 1;
    let mut safe = String::with_capacity(message.len());
    let mut at = 0;
    while at < characters {
        let length = echoed(message, &starts, at, sent);
        if length == 0 {
            safe.push_str(&message[starts[at]..starts[at + 1]]);
            at += 1;
        } else {
            safe.push_str("[article text]");
            at += length;
        }
    }
    safe
}

/// How many characters from `at` on stand in a text that was sent.
fn echoed(message: &str, starts: &[usize], at: usize, sent: &[&str]) -> usize {
    let characters = starts.len() - 1;
    let mut longest = 0;
    if at + ECHO > characters {
        return 0;
    }
    for text in sent {
        let mut end = at + ECHO.max(longest + 1);
        while end <= characters
            && memmem::find(
                text.as_bytes(),
                &message.as_bytes()[starts[at]..starts[end]],
            )
            .is_some()
        {
            longest = end - at;
            end += 1;
        }
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_and_echoed_text_are_taken_out() {
        let article = "Gempa bumi mengguncang pesisir selatan pada Selasa pagi.";
        let message = "bad key sk-12345; input 'mengguncang pesisir selatan pada' rejected";
        let safe = redact(message, &["sk-12345"], &[article]);
        assert_eq!(safe, "bad key [key]; input '[article text]' rejected");
    }

    #[test]
    fn short_common_words_stay() {
        let article = "the model was tested";
        let message = "the model does not exist";
        assert_eq!(redact(message, &[], &[article]), message);
    }
}
