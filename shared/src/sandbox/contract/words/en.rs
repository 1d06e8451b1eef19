//! English.

use super::{Sentences as S, Table};
use crate::sandbox::{
    address::Reason,
    contract::{check::Check, plan::WhySkipped},
};

pub(super) const TABLE: Table = Table { check, reason, failure, skipped };

fn skipped(why: &WhySkipped) -> &'static str {
    match why {
        WhySkipped::Undeclared => "The manifest declares no such endpoint",
        WhySkipped::NoEvent => "The webhook is not subscribed to what would be sent",
        WhySkipped::OverLimit { .. } => "One run calls {limit} of them; {left_out} were left out",
    }
}

fn failure(name: &str) -> Option<&'static str> {
    Some(match name {
        "refused_address" => "an address that is not called",
        "resolve" => "the name leads nowhere",
        "connect" => "no connection, or one that broke off",
        "tls" => "no secure connection",
        "timeout" => "no answer in time",
        "endless" => "an answer without end",
        "too_large" => "an answer that is too large",
        "redirect_inward" => "a redirect inward",
        "redirect_loop" => "one redirect after another",
        "garbage" => "no HTTP",
        _ => return None,
    })
}

fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Unspecified => "an address of nothing in particular",
        Reason::Loopback => "the machine itself",
        Reason::Private => "a private network",
        Reason::LinkLocal => "a link-local address",
        Reason::SiteLocal => "a site-local address",
        Reason::UniqueLocal => "a unique local address",
        Reason::Shared => "a provider's shared address (CGNAT)",
        Reason::Metadata => "the metadata service of a cloud",
        Reason::Multicast => "a multicast address",
        Reason::Broadcast => "the broadcast address",
        Reason::Documentation => "an address for documentation",
        Reason::Benchmarking => "an address for benchmarks",
        Reason::Protocol => "an address reserved for protocols",
        Reason::Discard => "an address that discards everything",
        Reason::Tunnel => "a tunnel address (6to4, Teredo)",
        Reason::LocalTranslation => "an address of a local translator (NAT64)",
        Reason::Reserved => "a reserved address",
        Reason::Literal => "an IP address where a name is needed",
        Reason::Number => "a number that is no name",
        Reason::Port => "a port of another service",
        Reason::Scheme => "not https",
        Reason::Credentials => "a name or a password in the address",
        Reason::Malformed => "no valid address",
    }
}

fn check(check: Check) -> S {
    match check {
        Check::CallAddressRefused => S(
            "The name leads to {address}: {reason}",
            "Nothing is called inside a network: an app could otherwise reach what is not its own.",
            "Let the name lead to a public address. On your own machine use the command line.",
        ),
        Check::CallUnreachable => S(
            "The app cannot be reached: {failure}",
            "Nothing else about this endpoint can be checked.",
            "Start the app, and look at the address, the port and the firewall.",
        ),
        Check::CallTls => S(
            "There is no secure connection",
            "Customers' data go over this connection, and its certificate does not hold.",
            "Look at the certificate: its name, its end, and whether the chain is complete.",
        ),
        Check::CallTimeout => S(
            "There is no answer within {limit} ms",
            "Whoever waits that long has gone; a delivery counts as failed and comes again.",
            "Answer first and do slow work afterwards.",
        ),
        Check::CallEndless => S(
            "The answer does not end within {limit} ms",
            "A connection that stays open is one less for others. It is closed.",
            "Send a body with an end. A stream of events does not belong here.",
        ),
        Check::CallTooLarge => S(
            "The answer is larger than {limit} bytes",
            "It is not read any further.",
            "Answer with what was asked for. Acknowledgements need no body at all.",
        ),
        Check::CallRedirectInward => S(
            "The answer leads to {location}: {reason}",
            "Such a redirect is how a server is made to call inside its own network. It is not followed.",
            "Lead to a public https address, or answer without a redirect.",
        ),
        Check::CallRedirectLoop => S(
            "One redirect leads to the next",
            "After a few of them nobody follows any more.",
            "Answer at the address that the manifest names.",
        ),
        Check::CallGarbage => S(
            "What comes back is no HTTP",
            "Nothing in it can be read.",
            "Look at the port: another service may answer there, or one that expects TLS.",
        ),
        Check::CallMissing => S(
            "The call was not made",
            "The run ended before its turn: calls before it took too long.",
            "Mend what is found above, then run again.",
        ),
        Check::HealthNotWell => S(
            "The health endpoint answers with status {status}",
            "A customer's installation is paused when its app does not say that it is well.",
            "Answer with 200 while the app can do its work.",
        ),
        Check::HealthNotJson => S(
            "The health endpoint does not answer with JSON[ but with {media}]",
            "Since version {version} the body says how the app is.",
            "Answer with `Content-Type: application/json`, and “ok” in the member “status”.",
        ),
        Check::HealthNoStatus => S(
            "The health endpoint does not say how the app is[: found “{found}”]",
            "At {pointer} one of these texts is read: {expected}.",
            "Answer with “ok” in “status”, or with “degraded” while something does not work.",
        ),
        Check::LaunchNotOpen => S(
            "The start address answers with status {status}",
            "This is what a person sees who opens the app for the first time.",
            "Answer with a page, or lead to where people sign in.",
        ),
        Check::LaunchNotHtml => S(
            "The start address does not answer with a page[ but with {media}]",
            "A browser may offer it as a download instead of showing it.",
            "Answer with `Content-Type: text/html`.",
        ),
        Check::InstallNotAccepted => S(
            "An installation is answered with status {status}",
            "The customer is told that the app could not be installed.",
            "Verify the signature, keep the installation, and answer with 200. Do slow work afterwards.",
        ),
        Check::WebhookNotAccepted => S(
            "A delivery[ of “{event}”] is answered with status {status}",
            "Its signature is right. A delivery that is not accepted comes again, and is given up in the end.",
            "Verify the signature over the raw body, and answer with 200, also to events that you do not use.",
        ),
        Check::WebhookRotatedSecret => S(
            "A delivery with two signatures, of which the second fits, is answered with status {status}",
            "While a secret takes the place of another, each delivery is signed with both.",
            "Split `webhook-signature` at its spaces, and take the delivery when any one of them fits.",
        ),
        Check::WebhookWrongSignature => S(
            "A delivery with a wrong signature is answered with status {status}",
            "Anybody who knows the address could tell the app whatever they like.",
            "Compute the HMAC-SHA256 of “id.timestamp.body” with the secret, compare in constant time, and answer with 401.",
        ),
        Check::WebhookMissingSignature => S(
            "A delivery without a signature is answered with status {status}",
            "Anybody who knows the address could tell the app whatever they like.",
            "Answer with 401 when the header `webhook-signature` is not there.",
        ),
        Check::WebhookOldSignature => S(
            "A delivery that was signed long ago is answered with status {status}",
            "Who recorded a delivery could send it again whenever they like.",
            "Compare `webhook-timestamp` with the clock, and answer with 401 beyond {seconds} seconds.",
        ),
        Check::WebhookDuplicateRefused => S(
            "A delivery that comes again is answered with status {status}[; the first time with {first}]",
            "Deliveries come at least once. One that is refused comes again and again.",
            "Remember each `webhook-id`, and answer a known one with 200.",
        ),
        Check::WebhookDuplicateDiffers => S(
            "A delivery that comes again is answered otherwise than at first (status {status})",
            "It looks as if it had been worked off twice.",
            "Remember each `webhook-id`, and give the same answer, or set `Guildhall-Duplicate: true`.",
        ),
        Check::WebhookDuplicateUnmarked => S(
            "A delivery that comes again is not marked as known",
            "Since version {version} the header `{header}` says that nothing was done twice.",
            "Remember each `webhook-id`, and answer a known one with 200 and `Guildhall-Duplicate: true`.",
        ),
        Check::WebhookRetryRefused => S(
            "The second attempt of a delivery is answered with status {status}[; the first with {first}]",
            "It has the same id and body, and a signature of its own. An event is lost when no attempt is accepted.",
            "Keep a `webhook-id` only once it is worked off, and answer its next attempt with 200.",
        ),
        Check::UninstallMissingSignature => S(
            "An uninstallation without a signature is answered with status {status}",
            "Anybody who knows the address could have customers' data deleted.",
            "Answer with 401 when the header `webhook-signature` is not there.",
        ),
        Check::UninstallNotAccepted => S(
            "An uninstallation is answered with status {status}",
            "Data have to go; without an acknowledgement it counts as not done.",
            "Verify the signature, schedule the deletion, and answer with 200.",
        ),
        Check::UninstallNotJson => S(
            "An uninstallation is not answered with JSON[ but with {media}]",
            "The acknowledgement is kept and read by programs.",
            "Answer with `Content-Type: application/json`, and the id in the member “installation”.",
        ),
        Check::UninstallWrongId => S(
            "The answer to an uninstallation does not name the installation",
            "At {pointer} its id is read, so that it is certain whose data go.",
            "Answer with the id of the installation as it was sent.",
        ),
        Check::UninstallNoDeadline => S(
            "The answer to an uninstallation does not say by when data are gone",
            "Since version {version} a day within {days} days is read at {pointer}.",
            "Answer with a day such as “2026-07-01” in the member “deleted_by”.",
        ),
    }
}
