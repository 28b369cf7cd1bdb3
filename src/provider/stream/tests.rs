use proptest::prelude::*;
use serde_json::json;

use super::super::tests::{chat_question, endpoint, reply};
use super::super::{Action, read_chat};
use super::*;
use crate::outcome::ReasonKind;

const OPENAI: &str = ": keep-alive\r\n\r\n\
    data: {\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"},\"finish_reason\":null}]}\r\n\r\n\
    data: {\"choices\":[{\"delta\":{\"reasoning_content\":\"Hm.\"}}]}\r\n\r\n\
    data: {\"choices\":[{\"delta\":{\"content\":\"Café — \"}}],\"obfuscation\":\"xx\"}\r\n\r\n\
    data: {\"choices\":[{\"delta\":{\"content\":\"rice 米.\"}}]}\r\n\r\n\
    data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\r\n\r\n\
    data: {\"choices\":[],\"usage\":{\"prompt_tokens\":30,\"completion_tokens\":9}}\r\n\r\n\
    data: [DONE]\r\n\r\n";

const ANTHROPIC: &str = "event: message_start\n\
    data: {\"type\":\"message_start\",\"message\":{\"type\":\"message\",\"model\":\"m-1\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":30,\"output_tokens\":1}}}\n\n\
    event: content_block_start\n\
    data: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}\n\n\
    event: content_block_delta\n\
    data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"Hm.\"}}\n\n\
    event: ping\ndata: {\"type\":\"ping\"}\n\n\
    event: content_block_start\n\
    data: {\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n\
    event: content_block_delta\n\
    data: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"Café — \"}}\n\n\
    event: content_block_delta\n\
    data: {\"type\":\"content_block_delta\",\n\
    data: \"index\":1,\"delta\":{\"type\":\"text_delta\",\"text\":\"rice 米.\"}}\n\n\
    event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":1}\n\n\
    event: message_delta\n\
    data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}\n\n\
    event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

const GEMINI: &str = "data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Hm.\",\"thought\":true}]}}],\"modelVersion\":\"m-1\",\"usageMetadata\":{\"promptTokenCount\":30}}\r\r\
    data:{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Café — \"}]}}]}\r\r\
    data: {\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"rice 米.\"}]},\"finishReason\":\"STOP\"}],\"usageMetadata\":{\"promptTokenCount\":30,\"candidatesTokenCount\":5,\"thoughtsTokenCount\":4}}\r\r";

const OLLAMA: &str = "{\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Hm.\"},\"done\":false}\n\
    {\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"content\":\"Café — \"},\"done\":false}\n\n\
    {\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"content\":\"rice 米.\"},\"done\":false}\r\n\
    {\"model\":\"m-1\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\",\"prompt_eval_count\":30,\"eval_count\":9}\n";

const EVENTS: &str = "text/event-stream; charset=utf-8";
const JSON: &str = "application/json";
const NDJSON: &str = "application/x-ndjson";

const STREAMS: [(&str, &str, &str); 4] = [
    ("openai", EVENTS, OPENAI),
    ("anthropic", EVENTS, ANTHROPIC),
    ("gemini", EVENTS, GEMINI),
    ("ollama", NDJSON, OLLAMA),
];

/// Reads a stream that is cut at the given places; the text as it came, and
/// the answer.
fn read_cut(
    service_name: &str,
    label: &str,
    bytes: &[u8],
    cuts: &[usize],
) -> (Vec<String>, Result<ChatAnswer, Fault>) {
    let endpoint = endpoint(service_name);
    let question = chat_question();
    let mut reader = StreamReader::new(&endpoint, &question, Some(label));
    let mut shown = Vec::new();
    let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut % (bytes.len() + 1)).collect();
    cuts.extend([0, bytes.len()]);
    cuts.sort_unstable();
    for pair in cuts.windows(2) {
        let piece = &bytes[pair[0]..pair[1]];
        if let Err(fault) = reader.push(piece, &mut |text| shown.push(text.to_owned())) {
            return (shown, Err(fault));
        }
    }
    (shown, reader.finish())
}

#[test]
fn every_vendors_stream_makes_the_answer() {
    for (service_name, label, stream) in STREAMS {
        let (shown, answer) = read_cut(service_name, label, stream.as_bytes(), &[]);
        let answer = answer.unwrap();
        assert_eq!(answer.text, "Café — rice 米.", "{service_name}");
        assert_eq!(shown, ["Café — ", "rice 米."], "{service_name}");
        assert_eq!(answer.model.as_deref(), Some("m-1"), "{service_name}");
        assert_eq!(answer.usage.tokens_in, 30, "{service_name}");
        assert_eq!(answer.usage.tokens_out, 9, "{service_name}");
    }
}

#[test]
fn bytes_may_come_one_at_a_time() {
    for (service_name, label, stream) in STREAMS {
        let plain = stream.replace("\r\n", "\n").replace('\r', "\n");
        let stream = plain.replace('\n', "\r\n");
        let cuts: Vec<usize> = (0..stream.len()).collect();
        let (shown, answer) = read_cut(service_name, label, stream.as_bytes(), &cuts);
        assert_eq!(shown, ["Café — ", "rice 米."], "{service_name}");
        assert_eq!(answer.unwrap().text, "Café — rice 米.", "{service_name}");
    }
}

/// Whatever was asked for: a stream under a wrong label, and a document
/// where a stream was asked for.
#[test]
fn a_reply_is_read_as_what_it_is() {
    for (service_name, _, stream) in STREAMS {
        for label in [EVENTS, JSON, NDJSON, "text/plain", ""] {
            let marked = format!("\u{feff}\n{stream}");
            let (_, answer) = read_cut(service_name, label, marked.as_bytes(), &[1, 2, 4]);
            assert_eq!(answer.unwrap().text, "Café — rice 米.", "{label}");
        }
    }
    let whole = json!({"message": {"content": "Rice."}, "done": true});
    for label in [EVENTS, JSON, NDJSON, ""] {
        let body = format!("\n{whole}");
        let (_, answer) = read_cut("ollama", label, body.as_bytes(), &[]);
        assert_eq!(answer.unwrap().text, "Rice.", "{label}");
    }
    let array = format!("[{}]", GEMINI.replace("\r\r", ",").replace("data:", ""));
    let array = array.replace(",]", "]");
    let (_, answer) = read_cut("gemini", JSON, array.as_bytes(), &[]);
    assert_eq!(answer.unwrap().text, "Café — rice 米.");
}

proptest! {
    #[test]
    fn no_cut_changes_what_arrives(
        which in 0..STREAMS.len(),
        cuts in prop::collection::vec(any::<usize>(), 0..40),
        label in prop::sample::select(vec![None, Some(JSON)]),
        line_end in prop::sample::select(vec!["\n", "\r", "\r\n"]),
    ) {
        let (service_name, own, stream) = STREAMS[which];
        let label = label.unwrap_or(own);
        let plain = stream.replace("\r\n", "\n").replace('\r', "\n");
        let stream = plain.replace('\n', line_end);
        let cut = read_cut(service_name, label, stream.as_bytes(), &cuts);
        prop_assert_eq!(cut, read_cut(service_name, label, plain.as_bytes(), &[]));
    }

    #[test]
    fn a_stream_that_ends_early_is_never_a_success(
        which in 0..STREAMS.len(),
        end in any::<prop::sample::Index>(),
    ) {
        let (service_name, label, stream) = STREAMS[which];
        let end_of_answer = [
            "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}",
            "data: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\"},\"usage\":{\"output_tokens\":9}}",
            "\"thoughtsTokenCount\":4}}",
            "\"eval_count\":9}",
        ];
        let whole = stream.find(end_of_answer[which]).unwrap() + end_of_answer[which].len();
        let cut = end.index(whole);
        let (shown, answer) = read_cut(service_name, label, &stream.as_bytes()[..cut], &[]);
        let fault = answer.unwrap_err();
        if !shown.is_empty() {
            prop_assert_eq!(fault.reason, ReasonKind::Truncated);
        }
        prop_assert!(
            matches!(fault.reason, ReasonKind::Truncated | ReasonKind::Empty | ReasonKind::BadReply),
            "{} {:?}", cut, fault
        );
        prop_assert!(matches!(fault.action, Action::AskAgain | Action::Retry));
    }

    #[test]
    fn any_bytes_are_survived_and_no_cut_matters(
        which in 0..STREAMS.len(),
        bytes in prop::collection::vec(
            prop::sample::select(b"data: {}[]\"\\:,\r\n\n\nerro\xef\xbb\xbf\xe7\xb1\xb3evnt01".to_vec()), 0..200),
        cuts in prop::collection::vec(any::<usize>(), 0..10),
    ) {
        let (service_name, label, _) = STREAMS[which];
        let cut = read_cut(service_name, label, &bytes, &cuts);
        prop_assert_eq!(cut, read_cut(service_name, label, &bytes, &[]));
    }
}

#[test]
fn an_error_in_the_middle_is_named_with_what_it_cost() {
    for (service_name, label, stream, reason, action) in [
        (
            "openai",
            EVENTS,
            "data: {\"choices\":[{\"delta\":{\"content\":\"So\"}}],\"usage\":{\"prompt_tokens\":30}}\n\n\
             data: {\"error\":{\"code\":502,\"message\":\"gone\"},\"choices\":[{\"delta\":{},\"finish_reason\":\"error\"}]}\n\n",
            ReasonKind::Network,
            Action::Retry,
        ),
        (
            "openai",
            EVENTS,
            "data: {\"choices\":[{\"delta\":{\"content\":\"So\"}}],\"usage\":{\"prompt_tokens\":30}}\n\n\
             data: {\"error\":{\"type\":\"insufficient_quota\",\"message\":\"gone\"}}\n\n",
            ReasonKind::Quota,
            Action::Stop,
        ),
        (
            "anthropic",
            EVENTS,
            "data: {\"type\":\"message_start\",\"message\":{\"usage\":{\"input_tokens\":30}}}\n\n\
             event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}\n\n",
            ReasonKind::Network,
            Action::SlowDown,
        ),
        (
            "ollama",
            NDJSON,
            "{\"message\":{\"content\":\"So\"},\"prompt_eval_count\":30,\"done\":false}\n{\"error\":\"an error was encountered\"}\n",
            ReasonKind::Network,
            Action::Retry,
        ),
        (
            "gemini",
            EVENTS,
            "data: {\"usageMetadata\":{\"promptTokenCount\":30}}\n\n\
             data: {\"error\":{\"code\":503,\"message\":\"x\",\"status\":\"UNAVAILABLE\"}}\n\n",
            ReasonKind::Network,
            Action::SlowDown,
        ),
    ] {
        let fault = read_cut(service_name, label, stream.as_bytes(), &[])
            .1
            .unwrap_err();
        assert_eq!((fault.reason, &fault.action), (reason, &action), "{stream}");
        assert_eq!(fault.usage.tokens_in, 30, "{stream}");
    }
}

#[test]
fn a_refusal_in_pieces_is_one() {
    let stream = "data: {\"choices\":[{\"delta\":{\"refusal\":\"I \"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{\"refusal\":\"cannot\"}}]}\n\n\
        data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    let fault = read_cut("openai", EVENTS, stream.as_bytes(), &[]).1;
    assert_eq!(fault.unwrap_err().reason, ReasonKind::Refused);
}

#[test]
fn a_web_page_and_a_cut_document_are_told_apart() {
    let page = "<!DOCTYPE html><title>Login</title>";
    for label in [JSON, "text/html", ""] {
        let fault = read_cut("openai", label, page.as_bytes(), &[]).1;
        assert_eq!(fault.unwrap_err().action, Action::Stop);
    }
    for body in ["{\"choices\":[{\"mess", "", "{} x"] {
        let fault = read_chat(&endpoint("openai"), &chat_question(), &reply(200, body));
        assert_eq!(fault.unwrap_err().action, Action::Retry, "{body}");
    }
}

#[test]
fn a_form_feed_before_the_first_field_was_read_otherwise_in_pieces() {
    let reply = format!(
        "\r\x0c{}",
        OPENAI.trim_start_matches(": keep-alive\r\n\r\n")
    );
    let bytes = reply.as_bytes();
    let every_byte: Vec<usize> = (0..bytes.len()).collect();
    let (shown, whole) = read_cut("openai", JSON, bytes, &[]);
    let (shown_in_pieces, in_pieces) = read_cut("openai", JSON, bytes, &every_byte);
    assert_eq!(shown.concat(), "Café — rice 米.");
    assert_eq!(shown_in_pieces.concat(), shown.concat());
    assert_eq!(in_pieces.unwrap(), whole.unwrap());
}
