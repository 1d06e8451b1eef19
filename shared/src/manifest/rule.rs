//! The rules of the linter by name, with how much each weighs.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// How much a finding weighs. The order is that of a report: what must be put right comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Severity {
    /// The manifest cannot be submitted as it is.
    Error,
    /// It can be submitted. A reviewer will look here.
    Warning,
    /// It could be better.
    Hint,
}

/// Text that is not the id of a rule.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not the id of a rule of the linter")]
pub struct UnknownRule;

macro_rules! rules {
    ($($(#[$about:meta])* $variant:ident = $id:literal, $severity:ident;)*) => {
        /// Everything that the linter can find. An id never changes its meaning.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$about])* $variant,)* }

        impl Rule {
            /// All of them, in the order of the parts of a manifest.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// `<part>.<what>`, stable.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// What it weighs unless the policy says otherwise.
            pub const fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

rules! {
    DocumentTooLarge = "document.too_large", Error;
    DocumentNotUtf8 = "document.not_utf8", Error;
    DocumentTooDeep = "document.too_deep", Error;
    DocumentTooManyEntries = "document.too_many_entries", Error;
    DocumentSyntax = "document.syntax", Error;
    DocumentDuplicateKey = "document.duplicate_key", Error;
    DocumentNotATable = "document.not_a_table", Error;
    DocumentTooManyFindings = "document.too_many_findings", Error;
    SchemaMissing = "schema.missing", Error;
    SchemaUnknown = "schema.unknown", Error;
    FieldUnknown = "field.unknown", Warning;
    FieldWrongType = "field.wrong_type", Error;
    FieldMissing = "field.missing", Error;
    FieldUnknownValue = "field.unknown_value", Error;
    NumberOutOfRange = "number.out_of_range", Error;
    ListTooLong = "list.too_long", Error;
    ListDuplicate = "list.duplicate", Warning;
    TextEmpty = "text.empty", Error;
    TextTooLong = "text.too_long", Error;
    TextControl = "text.control", Error;
    TextSpace = "text.space", Hint;
    SlugMalformed = "slug.malformed", Error;
    IdentityMixedScripts = "identity.mixed_scripts", Error;
    IdentityConfusable = "identity.confusable", Warning;
    IdentityIdChanged = "identity.id_changed", Error;
    IdentityNameChanged = "identity.name_changed", Warning;
    VersionMalformed = "version.malformed", Error;
    VersionNotAbove = "version.not_above", Error;
    EntryUninstallMissing = "entry.uninstall_missing", Error;
    UrlMalformed = "url.malformed", Error;
    UrlNotHttps = "url.not_https", Error;
    UrlIpLiteral = "url.ip_literal", Error;
    UrlPrivateHost = "url.private_host", Error;
    UrlCredentials = "url.credentials", Error;
    SurfaceUnknownKind = "surface.unknown_kind", Error;
    SurfaceUnknownPlace = "surface.unknown_place", Error;
    ScopeUnknown = "scope.unknown", Error;
    ScopeUnused = "scope.unused", Warning;
    ScopeOverBroad = "scope.over_broad", Warning;
    ScopeContained = "scope.contained", Hint;
    ScopeWriteWithoutRead = "scope.write_without_read", Warning;
    ScopeFieldUnknown = "scope.field_unknown", Error;
    ScopeAdded = "scope.added", Warning;
    ScopeChanged = "scope.changed", Warning;
    PurposeMissing = "purpose.missing", Error;
    PurposeShort = "purpose.short", Warning;
    PurposePlaceholder = "purpose.placeholder", Error;
    EventUnknown = "event.unknown", Error;
    EventWithoutScope = "event.without_scope", Error;
    EventUndelivered = "event.undelivered", Hint;
    DataClassUnknown = "data.class_unknown", Error;
    DataRegionUnknown = "data.region_unknown", Error;
    DataRegionMissing = "data.region_missing", Error;
    DataSensitiveWithoutRetention = "data.sensitive_without_retention", Error;
    DataRetentionMissing = "data.retention_missing", Hint;
    DataRetentionOverPolicy = "data.retention_over_policy", Error;
    DataClassWithoutScope = "data.class_without_scope", Warning;
    DataClassAdded = "data.class_added", Warning;
    DataRegionAdded = "data.region_added", Warning;
    SubprocessorCountryUnknown = "subprocessor.country_unknown", Error;
    SubprocessorAdded = "subprocessor.added", Warning;
    SubprocessorChanged = "subprocessor.changed", Warning;
    DestinationMalformed = "destination.malformed", Error;
    DestinationWildcard = "destination.wildcard", Error;
    DestinationUndeclared = "destination.undeclared", Error;
    DestinationAdded = "destination.added", Warning;
    WebhookNoEvents = "webhook.no_events", Error;
    WebhookEventNotSubscribed = "webhook.event_not_subscribed", Error;
    HealthMissing = "health.missing", Warning;
    PlanPriceMissing = "plan.price_missing", Error;
    PlanPriceNegative = "plan.price_negative", Error;
    PlanCurrencyMalformed = "plan.currency_malformed", Error;
    PlanTrialOverPolicy = "plan.trial_over_policy", Error;
    PlanMeterUnknown = "plan.meter_unknown", Error;
    MeterUnused = "meter.unused", Warning;
    SupportMissing = "support.missing", Error;
    SupportEmailMalformed = "support.email_malformed", Error;
    SupportLanguageMalformed = "support.language_malformed", Error;
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

impl FromStr for Rule {
    type Err = UnknownRule;
    fn from_str(text: &str) -> Result<Self, UnknownRule> {
        Self::ALL.iter().copied().find(|rule| rule.id() == text).ok_or(UnknownRule)
    }
}

impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id())
    }
}

impl<'de> Deserialize<'de> for Rule {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Cow::<'de, str>::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Rule {
    fn schema_name() -> Cow<'static, str> {
        "LintRule".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let ids: Vec<&str> = Self::ALL.iter().map(|rule| rule.id()).collect();
        schemars::json_schema!({ "type": "string", "enum": ids })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_rule_has_an_id_of_its_own_that_reads_back() {
        let ids: BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.id()).collect();
        assert_eq!(ids.len(), Rule::ALL.len());
        for rule in Rule::ALL {
            assert_eq!(rule.id().parse(), Ok(*rule));
            assert!(rule.id().split('.').count() == 2, "{rule}: part and what");
        }
        assert_eq!("scope.nothing".parse::<Rule>(), Err(UnknownRule));
    }
}
