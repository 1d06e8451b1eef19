//! What a twin breaks, by the ids of the checks.

use clap::{ValueEnum, builder::PossibleValue};

macro_rules! faults {
    ($($variant:ident = $check:literal;)*) => {
        /// The check that a twin breaks.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Fault { $($variant,)* }

        impl Fault {
            const fn check(self) -> &'static str {
                match self { $(Self::$variant => $check,)* }
            }
        }

        impl ValueEnum for Fault {
            fn value_variants<'a>() -> &'a [Self] {
                &[$(Self::$variant,)*]
            }
            fn to_possible_value(&self) -> Option<PossibleValue> {
                Some(PossibleValue::new(self.check()))
            }
        }
    };
}

faults! {
    CallMissing = "call.missing";
    CallUnreachable = "call.unreachable";
    CallTls = "call.tls";
    CallTimeout = "call.timeout";
    CallEndless = "call.endless";
    CallTooLarge = "call.too_large";
    CallRedirectInward = "call.redirect_inward";
    CallRedirectLoop = "call.redirect_loop";
    CallGarbage = "call.garbage";
    HealthNotWell = "health.not_well";
    HealthNotJson = "health.not_json";
    HealthNoStatus = "health.no_status";
    LaunchNotOpen = "launch.not_open";
    LaunchNotHtml = "launch.not_html";
    InstallNotAccepted = "install.not_accepted";
    WebhookNotAccepted = "webhook.not_accepted";
    WebhookRotatedSecret = "webhook.rotated_secret";
    WebhookWrongSignature = "webhook.wrong_signature";
    WebhookMissingSignature = "webhook.missing_signature";
    WebhookOldSignature = "webhook.old_signature";
    WebhookDuplicateRefused = "webhook.duplicate_refused";
    WebhookDuplicateDiffers = "webhook.duplicate_differs";
    WebhookDuplicateUnmarked = "webhook.duplicate_unmarked";
    WebhookRetryRefused = "webhook.retry_refused";
    UninstallMissingSignature = "uninstall.missing_signature";
    UninstallNotAccepted = "uninstall.not_accepted";
    UninstallNotJson = "uninstall.not_json";
    UninstallWrongId = "uninstall.wrong_id";
    UninstallNoDeadline = "uninstall.no_deadline";
    PerformanceErrors = "performance.errors";
    PerformanceP50 = "performance.p50";
    PerformanceP95 = "performance.p95";
}

impl Fault {
    /// Whether it shows before a request is read.
    pub(crate) const fn is_of_connections(self) -> bool {
        matches!(self, Self::CallUnreachable | Self::CallGarbage)
    }
}
