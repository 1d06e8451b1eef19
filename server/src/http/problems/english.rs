//! Kinds of problems in English. Their titles are those that problems bring.

use shared::problem::ProblemKind;

use super::{Explanation, Words};

pub(super) const WORDS: Words = Words {
    index_title: "Problems of the API",
    index_lead: "Each error of the API has one of these types.",
    status: "Status",
    kind: "type",
    meaning: "What it means",
    way_on: "What to do",
    all: "All types of problem",
    title: ProblemKind::title,
    explain,
};

const fn explain(kind: ProblemKind) -> Explanation {
    match kind {
        ProblemKind::InvalidRequest => Explanation {
            meaning: "A parameter or a member of the body is unknown, missing, repeated or has a value \
                      that is not accepted. Nothing was changed.",
            way_on: "Each entry of <code>errors</code> names one field, by <code>parameter</code> or by \
                     <code>pointer</code>, and says what is accepted. Correct all of them and send the \
                     request again.",
        },
        ProblemKind::SignInRequired => Explanation {
            meaning: "The address is for people who are signed in, or for programs with a key, and the \
                      request showed neither, or one that has ended.",
            way_on: "Sign in, or send an API key in <code>Authorization: Bearer</code>. Keys are made under \
                     <a href=\"/organisation/keys\">Keys</a>.",
        },
        ProblemKind::ProofRefused => Explanation {
            meaning: "A password, a code, a link or a key was shown, and it is not right, was used already, or \
                      has ended.",
            way_on: "The sentence in <code>detail</code> says which. Nothing was changed.",
        },
        ProblemKind::ProofRequired => Explanation {
            meaning: "Keys, payouts, ownership and one's own ways to sign in are changed only by a person \
                      who proved a short while ago that it is them.",
            way_on: "Enter the password or use the passkey once more and send the request again.",
        },
        ProblemKind::Forbidden => Explanation {
            meaning: "The caller belongs here, and their role or key does not include this; or a browser \
                      sent the request from the page of another site.",
            way_on: "The owner or an admin of the organisation can give the permission that \
                     <code>detail</code> names.",
        },
        ProblemKind::Conflict => Explanation {
            meaning: "What is there does not allow it: a name or an id is taken, a limit is reached, or the \
                      same request is under way.",
            way_on: "The sentence in <code>detail</code> says what to change. Nothing was changed.",
        },
        ProblemKind::Gone => Explanation {
            meaning: "It was there and has ended: a link that was used or has expired, an invitation that was \
                      withdrawn.",
            way_on: "Ask for a new one, where the old one came from.",
        },
        ProblemKind::VersionStale => Explanation {
            meaning: "Somebody changed it after it was read: the version in <code>If-Match</code> is not the \
                      current one. Nothing was changed.",
            way_on: "What is there now is in <code>current</code>. Look at it, and send the change again with \
                     its version.",
        },
        ProblemKind::VersionRequired => Explanation {
            meaning: "A change of this kind has to say which version it is based on, so that nobody's change \
                      is overwritten unseen.",
            way_on: "Send the <code>ETag</code> of what was read in <code>If-Match</code>.",
        },
        ProblemKind::UnsupportedMedia => Explanation {
            meaning: "The body has another media type than JSON.",
            way_on: "Send JSON, with <code>Content-Type: application/json</code>.",
        },
        ProblemKind::Unprocessable => Explanation {
            meaning: "Each value is well-formed, and together or by a rule of the program they are not \
                      accepted; or an <code>Idempotency-Key</code> was used for another request.",
            way_on: "The sentence in <code>detail</code> says why. Nothing was changed.",
        },
        ProblemKind::TooManyRequests => Explanation {
            meaning: "The person, the key or the network address has used up the requests of this minute.",
            way_on: "Wait as long as <code>Retry-After</code> says. The <code>RateLimit</code> header of each \
                     answer tells how many are left.",
        },
        ProblemKind::NotFound => Explanation {
            meaning: "Nothing public has this address: it never existed, it was withdrawn, or it is \
                      not public.",
            way_on: "Check the address, or search the directory at <a href=\"/apps\">/apps</a>. \
                     Addresses of the API are in <a href=\"/api/v1/openapi.json\">its description</a>.",
        },
        ProblemKind::MethodNotAllowed => Explanation {
            meaning: "The address exists and does not take the method of the request.",
            way_on: "The <code>Allow</code> header of the answer names the methods that it takes.",
        },
        ProblemKind::TooLarge => Explanation {
            meaning: "The body of the request has more bytes than this address reads. Nothing was changed.",
            way_on: "Send less at once. The sentence in <code>detail</code> names the limit.",
        },
        ProblemKind::Timeout => Explanation {
            meaning: "The request did not arrive whole in the time that the server waits for it.",
            way_on: "Send it again. If it stays, the connection is slower than the body is large.",
        },
        ProblemKind::Unavailable => Explanation {
            meaning: "The server is starting, stopping or full.",
            way_on: "Send the same request again after the seconds in the <code>Retry-After</code> header.",
        },
        ProblemKind::Unreachable => Explanation {
            meaning: "The desktop app got no answer from the server that it is signed in to: there is no network, \
                      or the server is down.",
            way_on: "Check the connection and send the same request again, with the same \
                     <code>Idempotency-Key</code>: nothing is done twice. What the desktop app knows by itself \
                     works meanwhile.",
        },
        ProblemKind::Internal => Explanation {
            meaning: "The server failed. The cause is in its log and is not told to the outside.",
            way_on: "Try again. If it stays, tell the operator the id in <code>instance</code>: it is the \
                     way to the cause.",
        },
    }
}
