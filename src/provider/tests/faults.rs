//! The same ten faults in every vendor's own wording have one name.

use super::*;
use Action::{AskAgain, AskForMore, FailItem, Retry, SendSmaller, SlowDown, Stop};

/// Name, reason and action of each fault.
const FAULTS: [(&str, ReasonKind, Action); 10] = [
    ("key", ReasonKind::Auth, Stop),
    ("money", ReasonKind::Quota, Stop),
    ("rate", ReasonKind::Rate, SlowDown),
    ("overload", ReasonKind::Network, SlowDown),
    ("model", ReasonKind::NotFound, Stop),
    ("pair", ReasonKind::Config, Stop),
    ("large", ReasonKind::TooLarge, SendSmaller),
    ("blocked", ReasonKind::Blocked, FailItem),
    ("refused", ReasonKind::Refused, FailItem),
    ("cut", ReasonKind::Truncated, AskForMore),
];
const SUCCESSES: [(&str, ReasonKind, Action); 2] = [
    ("empty", ReasonKind::Empty, AskAgain),
    ("error", ReasonKind::Network, Retry),
];

type Case = (&'static str, u16, &'static str);

/// Service, and its wording of each fault that it knows.
const WORDINGS: &[(&str, &[Case])] = &[
    (
        "openai",
        &[
            (
                "key",
                401,
                r#"{"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}}"#,
            ),
            (
                "money",
                429,
                r#"{"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"credit_balance_exhausted"}}"#,
            ),
            (
                "rate",
                429,
                r#"{"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}"#,
            ),
            (
                "overload",
                503,
                r#"{"error":{"message":"busy","code":"server_is_overloaded"}}"#,
            ),
            (
                "model",
                404,
                r#"{"error":{"message":"The model does not exist","code":"model_not_found"}}"#,
            ),
            (
                "large",
                400,
                r#"{"error":{"message":"maximum context length is 8192 tokens","code":"context_length_exceeded"}}"#,
            ),
            (
                "blocked",
                200,
                r#"{"choices":[{"message":{"content":"So"},"finish_reason":"content_filter"}]}"#,
            ),
            (
                "refused",
                200,
                r#"{"choices":[{"message":{"content":null,"refusal":"I cannot"},"finish_reason":"stop"}]}"#,
            ),
            (
                "cut",
                200,
                r#"{"choices":[{"message":{"content":"So"},"finish_reason":"length"}]}"#,
            ),
            (
                "empty",
                200,
                r#"{"choices":[{"message":{"content":""},"finish_reason":"stop"}]}"#,
            ),
            (
                "error",
                200,
                r#"{"error":{"code":502,"message":"Provider returned error"}}"#,
            ),
        ],
    ),
    (
        "mistral",
        &[
            ("key", 401, r#"{"message":"Unauthorized"}"#),
            ("money", 402, r#"{"message":"Payment required"}"#),
            ("rate", 429, r#"{"message":"Requests rate limit exceeded"}"#),
            ("overload", 503, r#"{"message":"Service unavailable"}"#),
            ("model", 404, r#"{"message":"no such model"}"#),
            (
                "large",
                400,
                r#"{"message":"Prompt contains 9000 tokens, too large for model with 8192 maximum context length"}"#,
            ),
            (
                "cut",
                200,
                r#"{"choices":[{"message":{"content":"So"},"finish_reason":"model_length"}]}"#,
            ),
            ("empty", 200, r#"{"choices":[]}"#),
            (
                "error",
                200,
                r#"{"error":{"type":"server_error","message":"oops"}}"#,
            ),
        ],
    ),
    (
        "anthropic",
        &[
            (
                "key",
                401,
                r#"{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}"#,
            ),
            (
                "money",
                429,
                r#"{"type":"error","error":{"type":"rate_limit_error","message":"limit","details":{"error_code":"enforced_spend_limit_reached"}}}"#,
            ),
            (
                "money",
                402,
                r#"{"type":"error","error":{"type":"billing_error","message":"x"}}"#,
            ),
            (
                "money",
                400,
                r#"{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the API."}}"#,
            ),
            (
                "rate",
                429,
                r#"{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your rate limit"}}"#,
            ),
            (
                "overload",
                529,
                r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            ),
            (
                "model",
                404,
                r#"{"type":"error","error":{"type":"not_found_error","message":"model: some-model"}}"#,
            ),
            (
                "large",
                413,
                r#"{"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}"#,
            ),
            (
                "large",
                400,
                r#"{"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}}"#,
            ),
            (
                "refused",
                200,
                r#"{"type":"message","content":[{"type":"text","text":"So"}],"stop_reason":"refusal","stop_details":{"type":"refusal"}}"#,
            ),
            (
                "cut",
                200,
                r#"{"type":"message","content":[{"type":"text","text":"So"}],"stop_reason":"max_tokens"}"#,
            ),
            (
                "cut",
                200,
                r#"{"type":"message","content":[{"type":"text","text":"So"}],"stop_reason":"model_context_window_exceeded"}"#,
            ),
            (
                "empty",
                200,
                r#"{"type":"message","content":[],"stop_reason":"end_turn"}"#,
            ),
            (
                "error",
                200,
                r#"{"type":"error","error":{"type":"api_error","message":"Internal server error"}}"#,
            ),
        ],
    ),
    (
        "gemini",
        &[
            (
                "key",
                400,
                r#"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}"#,
            ),
            (
                "key",
                403,
                r#"[{"error":{"code":403,"message":"Permission denied","status":"PERMISSION_DENIED"}}]"#,
            ),
            (
                "money",
                402,
                r#"{"error":{"code":402,"message":"Prepay balance is empty"}}"#,
            ),
            (
                "money",
                429,
                r#"{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerDayPerProjectPerModel"}]},{"retryDelay":"34s"}]}}"#,
            ),
            (
                "rate",
                429,
                r#"{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED","details":[{"violations":[{"quotaId":"GenerateRequestsPerMinute"}]},{"retryDelay":"34s"}]}}"#,
            ),
            (
                "overload",
                503,
                r#"{"error":{"code":503,"message":"The model is overloaded.","status":"UNAVAILABLE"}}"#,
            ),
            (
                "model",
                404,
                r#"{"error":{"code":404,"message":"models/some-model is not found","status":"NOT_FOUND"}}"#,
            ),
            (
                "large",
                400,
                r#"{"error":{"code":400,"message":"The input token count (2000000) exceeds the maximum number of tokens allowed (1048576).","status":"INVALID_ARGUMENT"}}"#,
            ),
            (
                "blocked",
                200,
                r#"{"promptFeedback":{"blockReason":"PROHIBITED_CONTENT"},"usageMetadata":{"promptTokenCount":9}}"#,
            ),
            (
                "blocked",
                200,
                r#"{"candidates":[{"finishReason":"RECITATION"}]}"#,
            ),
            (
                "blocked",
                200,
                r#"{"candidates":[{"content":{"parts":[{"text":"So"}]},"finishReason":"SAFETY"}]}"#,
            ),
            (
                "cut",
                200,
                r#"{"candidates":[{"content":{"parts":[{"text":"So"}]},"finishReason":"MAX_TOKENS"}]}"#,
            ),
            (
                "empty",
                200,
                r#"{"candidates":[{"content":{"role":"model"},"finishReason":"STOP"}]}"#,
            ),
            (
                "error",
                200,
                r#"[{"error":{"code":500,"message":"An internal error has occurred","status":"INTERNAL"}}]"#,
            ),
        ],
    ),
    (
        "ollama",
        &[
            ("key", 401, r#"{"error":"unauthorized"}"#),
            ("money", 402, r#"{"error":"payment required"}"#),
            ("rate", 429, r#"{"error":"too many concurrent requests"}"#),
            (
                "overload",
                503,
                r#"{"error":"server busy, please try again.  maximum pending requests exceeded"}"#,
            ),
            ("model", 404, r#"{"error":"model 'some-model' not found"}"#),
            (
                "large",
                400,
                r#"{"error":"the input length exceeds the context length"}"#,
            ),
            (
                "cut",
                200,
                r#"{"message":{"content":"So"},"done":true,"done_reason":"length"}"#,
            ),
            (
                "empty",
                200,
                r#"{"message":{"content":""},"done":true,"done_reason":"stop"}"#,
            ),
            (
                "error",
                200,
                r#"{"error":"an error was encountered while running the model"}"#,
            ),
        ],
    ),
    (
        "deepl",
        &[
            ("key", 403, ""),
            ("money", 456, r#"{"message":"Quota Exceeded"}"#),
            ("rate", 429, r#"{"message":"Too many requests"}"#),
            ("overload", 529, r#"{"message":"Too many requests"}"#),
            (
                "overload",
                503,
                r#"{"message":"Resource currently unavailable"}"#,
            ),
            (
                "pair",
                400,
                r#"{"message":"Value for 'target_lang' not supported."}"#,
            ),
            ("large", 413, ""),
            ("empty", 200, r#"{"translations":[]}"#),
            ("error", 200, r#"{"error":{"code":500}}"#),
        ],
    ),
    (
        "google",
        &[
            (
                "key",
                400,
                r#"{"error":{"code":400,"message":"API key not valid. Please pass a valid API key.","status":"INVALID_ARGUMENT"}}"#,
            ),
            (
                "key",
                403,
                r#"{"error":{"code":403,"message":"The request is missing a valid API key.","status":"PERMISSION_DENIED"}}"#,
            ),
            (
                "money",
                403,
                r#"{"error":{"code":403,"message":"Daily Limit Exceeded","errors":[{"reason":"dailyLimitExceeded"}]}}"#,
            ),
            (
                "rate",
                403,
                r#"{"error":{"code":403,"message":"User Rate Limit Exceeded","errors":[{"reason":"userRateLimitExceeded"}]}}"#,
            ),
            (
                "rate",
                429,
                r#"{"error":{"code":429,"message":"Resource has been exhausted","status":"RESOURCE_EXHAUSTED"}}"#,
            ),
            (
                "overload",
                503,
                r#"{"error":{"code":503,"message":"backend","status":"UNAVAILABLE"}}"#,
            ),
            (
                "pair",
                400,
                r#"{"error":{"code":400,"message":"Bad language pair: id|xx","status":"INVALID_ARGUMENT"}}"#,
            ),
            (
                "large",
                400,
                r#"{"error":{"code":400,"message":"Request payload size exceeds the limit: 204800 bytes.","status":"INVALID_ARGUMENT"}}"#,
            ),
            (
                "large",
                400,
                r#"{"error":{"code":400,"message":"Too many text segments","status":"INVALID_ARGUMENT"}}"#,
            ),
            ("empty", 200, r#"{"data":{"translations":[]}}"#),
            ("error", 200, r#"{"error":{"code":500,"message":"x"}}"#),
        ],
    ),
    (
        "google-v3",
        &[
            (
                "key",
                401,
                r#"{"error":{"code":401,"message":"Request had invalid authentication credentials.","status":"UNAUTHENTICATED"}}"#,
            ),
            (
                "money",
                403,
                r#"{"error":{"code":403,"message":"This API method requires billing to be enabled.","status":"PERMISSION_DENIED"}}"#,
            ),
            (
                "rate",
                403,
                r#"{"error":{"code":403,"message":"User Rate Limit Exceeded"}}"#,
            ),
            ("overload", 503, ""),
            (
                "pair",
                400,
                r#"{"error":{"code":400,"message":"Target language is invalid.","status":"INVALID_ARGUMENT"}}"#,
            ),
            (
                "large",
                400,
                r#"{"error":{"code":400,"message":"Text is too long.","status":"INVALID_ARGUMENT"}}"#,
            ),
            ("empty", 200, r#"{"translations":[]}"#),
            ("error", 200, r#"{"error":{"code":500,"message":"x"}}"#),
        ],
    ),
    (
        "azure",
        &[
            ("key", 401, ""),
            (
                "key",
                401,
                "\u{feff}{\"error\":{\"code\":401000,\"message\":\"The request is not authorized\"}}",
            ),
            (
                "money",
                403,
                "\u{feff}{\"error\":{\"code\":403001,\"message\":\"The operation isn't allowed because the subscription has exceeded its free quota.\"}}",
            ),
            (
                "rate",
                429,
                r#"{"error":{"code":"429001","message":"The server rejected the request because the client has exceeded request limits."}}"#,
            ),
            (
                "overload",
                503,
                r#"{"error":{"code":503000,"message":"Service is temporarily unavailable."}}"#,
            ),
            (
                "pair",
                400,
                r#"{"error":{"code":400036,"message":"The target language is not valid."}}"#,
            ),
            (
                "large",
                400,
                r#"{"error":{"code":400077,"message":"The maximum request size has been exceeded."}}"#,
            ),
            ("empty", 200, "\u{feff}[]"),
            ("error", 200, r#"{"error":{"code":500,"message":"x"}}"#),
        ],
    ),
    (
        "modernmt",
        &[
            (
                "key",
                401,
                r#"{"status":401,"error":{"type":"UnauthorizedException","message":"Wrong key"}}"#,
            ),
            (
                "key",
                200,
                r#"{"status":401,"error":{"type":"UnauthorizedException","message":"Wrong key"}}"#,
            ),
            (
                "money",
                402,
                r#"{"status":402,"error":{"type":"PaymentRequired","message":"x"}}"#,
            ),
            (
                "rate",
                200,
                r#"{"status":429,"error":{"type":"TooManyRequests","message":"x"}}"#,
            ),
            (
                "overload",
                503,
                r#"{"status":503,"error":{"type":"Unavailable","message":"x"}}"#,
            ),
            (
                "pair",
                400,
                r#"{"status":400,"error":{"type":"BadRequest","message":"unsupported language pair"}}"#,
            ),
            (
                "large",
                413,
                r#"{"status":413,"error":{"type":"TooLarge","message":"x"}}"#,
            ),
            ("empty", 200, r#"{"status":200,"data":[]}"#),
            (
                "error",
                200,
                r#"{"status":500,"error":{"type":"ServerError","message":"x"}}"#,
            ),
        ],
    ),
    (
        "yandex",
        &[
            (
                "key",
                401,
                r#"{"code":16,"message":"Unknown api key","details":[]}"#,
            ),
            (
                "money",
                403,
                r#"{"code":7,"message":"The billing account is not active","details":[]}"#,
            ),
            (
                "rate",
                429,
                r#"{"code":8,"message":"limit on requests was exceeded","details":[]}"#,
            ),
            (
                "overload",
                503,
                r#"{"code":14,"message":"unavailable","details":[]}"#,
            ),
            (
                "pair",
                400,
                r#"{"code":3,"message":"unsupported target_language_code: xx","details":[]}"#,
            ),
            (
                "large",
                400,
                r#"{"code":3,"message":"texts length must be not greater than 10000","details":[]}"#,
            ),
            ("empty", 200, r#"{"translations":[]}"#),
            ("error", 200, r#"{"error":{"code":500}}"#),
        ],
    ),
    (
        "papago",
        &[
            (
                "key",
                401,
                r#"{"error":{"errorCode":"200","message":"Authentication Failed","details":"Invalid authentication information."}}"#,
            ),
            (
                "money",
                429,
                r#"{"error":{"errorCode":"400","message":"Quota Exceeded","details":"Quota Exceeded"}}"#,
            ),
            (
                "rate",
                429,
                r#"{"error":{"errorCode":"420","message":"Rate Limited"}}"#,
            ),
            (
                "overload",
                503,
                r#"{"error":{"errorCode":"500","message":"Endpoint Error"}}"#,
            ),
            (
                "pair",
                400,
                r#"{"errorCode":"N2MT04","errorMessage":"Unsupported target language."}"#,
            ),
            (
                "large",
                400,
                r#"{"errorCode":"N2MT08","errorMessage":"Text parameter exceeds max length"}"#,
            ),
            (
                "empty",
                200,
                r#"{"message":{"result":{"translatedText":""}}}"#,
            ),
            (
                "error",
                200,
                r#"{"error":{"errorCode":"900","message":"Unexpected Error"}}"#,
            ),
        ],
    ),
    (
        "mtranserver",
        &[
            ("key", 401, r#"{"error":"Unauthorized"}"#),
            ("rate", 429, ""),
            ("overload", 503, ""),
            ("pair", 400, r#"{"error":"Unsupported language pair"}"#),
            ("large", 413, ""),
            ("empty", 200, r#"{"results":[]}"#),
            ("error", 200, r#"{"error":"engine failed"}"#),
        ],
    ),
    (
        "libretranslate",
        &[
            (
                "key",
                400,
                r#"{"error":"Visit https://x.example to get an API key"}"#,
            ),
            ("key", 403, r#"{"error":"Invalid API key"}"#),
            ("rate", 429, r#"{"error":"Slowdown: 10 per 1 minute"}"#),
            ("overload", 503, ""),
            ("pair", 400, r#"{"error":"xx is not supported"}"#),
            (
                "large",
                400,
                r#"{"error":"Invalid request: request (9000) exceeds text limit (5000)"}"#,
            ),
            ("empty", 200, r#"{"translatedText":[]}"#),
            ("error", 200, r#"{"error":"Cannot translate text"}"#),
        ],
    ),
    (
        "apertium",
        &[
            (
                "overload",
                503,
                r#"{"status":"error","code":503,"message":"Service Unavailable","explanation":"stuck"}"#,
            ),
            (
                "pair",
                400,
                r#"{"status":"error","code":400,"message":"Bad Request","explanation":"That pair is not installed"}"#,
            ),
            ("large", 413, ""),
            ("empty", 200, r#"{"responseData":{"translatedText":"\n"}}"#),
        ],
    ),
    (
        "http",
        &[
            ("key", 401, r#"{"error":{"message":"who?"}}"#),
            ("money", 402, ""),
            ("rate", 429, ""),
            ("overload", 503, ""),
            ("pair", 400, r#"{"error":{"message":"language pair"}}"#),
            ("large", 413, ""),
            ("empty", 200, r#"{"data":[]}"#),
        ],
    ),
];

fn named(service_name: &str, status: u16, body: &str) -> Fault {
    let endpoint = endpoint(service_name);
    let reply = reply(status, body);
    if status != 200 {
        return super::super::fault_of(&endpoint, &reply);
    }
    match endpoint.kind.voice {
        Voice::Chat { .. } => read_chat(&endpoint, &chat_question(), &reply).unwrap_err(),
        Voice::Texts { read, .. } => read(&endpoint, &reply).unwrap_err(),
    }
}

#[test]
fn the_same_fault_has_one_name_whoever_words_it() {
    for (service_name, cases) in WORDINGS {
        for (name, status, body) in *cases {
            let fault = named(service_name, *status, body);
            let row = FAULTS.iter().chain(&SUCCESSES).find(|row| row.0 == *name);
            let (_, reason, action) = row.unwrap();
            assert_eq!(
                (fault.reason, &fault.action),
                (*reason, action),
                "{service_name} {name} {status} {body}: {}",
                fault.message
            );
        }
    }
}

#[test]
fn every_kind_is_in_the_table_of_faults() {
    for kind in KINDS {
        let is_there = WORDINGS
            .iter()
            .any(|(name, _)| service(name).is_some_and(|row| row.kind == kind.name));
        assert!(is_there, "{}", kind.name);
    }
}

#[test]
fn a_delay_in_the_body_is_kept_as_the_wait() {
    let body = r#"{"error":{"code":429,"details":[{"retryDelay":"34.5s"}]}}"#;
    let fault = named("gemini", 429, body);
    assert_eq!(fault.wait, Some(std::time::Duration::from_millis(34_500)));
}

#[test]
fn a_missing_model_is_told_how_to_be_pulled() {
    let fault = named("ollama", 404, r#"{"error":"model 'some-model' not found"}"#);
    assert!(fault.message.contains("ollama pull some-model"));
}

#[test]
fn fields_that_a_model_does_not_take_are_left_out() {
    for (service_name, body, field) in [
        (
            "ollama",
            r#"{"error":"\"some-model\" does not support thinking"}"#,
            "think",
        ),
        (
            "anthropic",
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"output_config.format: Extra inputs are not permitted"}}"#,
            "output_config",
        ),
        (
            "anthropic",
            r#"{"type":"error","error":{"type":"invalid_request_error","message":"`temperature` is not available for this model"}}"#,
            "temperature",
        ),
        (
            "deepl",
            r#"{"message":"Value for 'model_type' not supported."}"#,
            "model_type",
        ),
    ] {
        let fault = named(service_name, 400, body);
        assert_eq!(fault.action, Action::Adapt(field.to_owned()), "{body}");
    }
}

#[test]
fn a_question_that_the_server_cut_is_found_out() {
    let long = ChatQuestion {
        user: "kata ".repeat(20_000),
        ..chat_question()
    };
    let short = chat_question();
    for (what, question, set, counted, is_cut) in [
        ("fits", &long, None, 25_000, false),
        ("stuck at a usual size", &long, None, 4_095, true),
        ("cached, counted short", &long, None, 12, false),
        ("more than asked for", &short, None, 2_000, true),
        (
            "below the size that was set",
            &short,
            Some(4_096),
            3_000,
            false,
        ),
        ("at the size that was set", &short, Some(4_096), 4_090, true),
    ] {
        let mut endpoint = endpoint("ollama");
        if let Some(size) = set {
            endpoint
                .parameters
                .insert("options".into(), json!({"num_ctx": size}));
        }
        let body = json!({"message": {"content": "So."}, "done": true, "done_reason": "stop",
                          "prompt_eval_count": counted, "eval_count": 10});
        let result = read_chat(&endpoint, question, &reply(200, &body.to_string()));
        match result {
            Ok(_) => assert!(!is_cut, "{what}"),
            Err(fault) => {
                assert!(is_cut, "{what}: {}", fault.message);
                assert_eq!(fault.action, SendSmaller);
                assert_eq!(fault.usage.tokens_in, counted);
            }
        }
    }
}
