//! German.

use super::{Sentences as S, Table};
use crate::manifest::{
    diff::{Part, What},
    rule::{Rule, Severity},
};

pub(super) const TABLE: Table = Table {
    rule,
    severity: |severity| match severity {
        Severity::Error => "Fehler",
        Severity::Warning => "Warnung",
        Severity::Hint => "Hinweis",
    },
    part,
    change: |what| match what {
        What::Added => "{part}[, „{key}“][: „{after}“] ist neu",
        What::Removed => "{part}[, „{key}“][: „{before}“] ist entfallen",
        What::Changed => "{part}[, „{key}“][: {field}] war „{before}“, ist „{after}“",
    },
    name,
    nothing: "nichts",
};

fn part(part: Part) -> &'static str {
    match part {
        Part::Identity => "Identität",
        Part::Entry => "Einstiege",
        Part::Surfaces => "Oberflächen",
        Part::Scopes => "Berechtigungen",
        Part::Events => "Ereignisse",
        Part::Data => "Daten",
        Part::Residency => "Regionen",
        Part::Subprocessors => "Unterauftragsverarbeiter",
        Part::Destinations => "Ziele",
        Part::Webhooks => "Webhooks",
        Part::Health => "Zustand",
        Part::Plans => "Tarife",
        Part::Meters => "Zähler",
        Part::Support => "Support",
        Part::Languages => "Sprachen des Supports",
    }
}

fn name(name: &str) -> Option<&'static str> {
    Some(match name {
        "text" => "ein Text",
        "integer" => "eine ganze Zahl",
        "flag" => "true oder false",
        "list" => "eine Liste",
        "table" => "eine Tabelle",
        "null" => "nichts (null)",
        "fraction" => "eine Kommazahl",
        "date" => "ein Datum",
        "id" => "Kennung",
        "name" => "Name",
        "version" => "Version",
        "summary" => "Kurzbeschreibung",
        "launch" => "Startadresse",
        "install" => "Adresse für das Installieren",
        "uninstall" => "Adresse für das Entfernen",
        "title" => "Titel",
        "purpose" => "Zweck",
        "required" => "erforderlich",
        "fields" => "Felder",
        "retention_days" => "Tage der Aufbewahrung",
        "country" => "Land",
        "url" => "Adresse",
        "events" => "Ereignisse",
        "price" => "Preis",
        "interval" => "Zeitraum",
        "trial_days" => "Tage zum Testen",
        "usage" => "nach Verbrauch",
        "unit" => "Einheit",
        "email" => "Mailadresse",
        "sla_hours" => "Stunden bis zur ersten Antwort",
        _ => return None,
    })
}

fn rule(rule: Rule) -> S {
    match rule {
        Rule::DocumentTooLarge => S(
            "Das Dokument ist größer als {limit} Bytes",
            "Es hat {bytes} Bytes. Ein Manifest dieser Größe wird gar nicht gelesen.",
            "Entfernen Sie, was nicht in ein Manifest gehört, etwa Bilder oder lange Texte.",
        ),
        Rule::DocumentNotUtf8 => S(
            "Das Dokument ist nicht in UTF-8 geschrieben",
            "Ab Byte {offset} lässt es sich nicht als Text lesen.",
            "Speichern Sie es als UTF-8.",
        ),
        Rule::DocumentTooDeep => S(
            "Das Dokument ist tiefer als {limit} Ebenen verschachtelt",
            "Kein Manifest ist so tief. Es wird gar nicht gelesen.",
            "Suchen Sie nach Klammern, die nicht geschlossen werden, und nach Namen mit zu vielen Punkten.",
        ),
        Rule::DocumentTooManyEntries => S(
            "Das Dokument hat mehr als {limit} Einträge",
            "Kein Manifest hat so viele. Es wird gar nicht gelesen.",
            "Entfernen Sie, was versehentlich erzeugt wurde.",
        ),
        Rule::DocumentSyntax => S(
            "Das Dokument lässt sich hier nicht lesen: {said}",
            "Alles andere kann erst geprüft werden, wenn es sich lesen lässt.",
            "Berichtigen Sie die Schreibweise an dieser Stelle.",
        ),
        Rule::DocumentDuplicateKey => S(
            "„{name}“ steht hier zweimal",
            "Programme unterscheiden sich darin, welches der beiden sie nehmen. Hier zählt das erste.",
            "Behalten Sie eines der beiden.",
        ),
        Rule::DocumentNotATable => S(
            "Das Dokument ist {found}, kein Manifest",
            "Ein Manifest ist eine Tabelle mit benannten Teilen.",
            "Beginnen Sie mit „schema“, „identity“ und „entry“.",
        ),
        Rule::DocumentTooManyFindings => S(
            "Es gibt {more} Befunde mehr als die {limit} aufgeführten",
            "Eine so lange Liste hilft niemandem.",
            "Berichtigen Sie, was aufgeführt ist, und prüfen Sie dann erneut.",
        ),
        Rule::SchemaMissing => S(
            "Die Version des Schemas fehlt",
            "Sie sagt, nach welchen Regeln das Dokument gelesen wird.",
            "Ergänzen Sie „schema“ mit dem Wert {known}.",
        ),
        Rule::SchemaUnknown => S(
            "Version {found} des Schemas ist nicht bekannt",
            "Das Dokument kann etwas anderes meinen, als hier verstanden wird; daher wird nichts darin beurteilt.",
            "Schreiben Sie das Manifest nach Version {known} des Schemas.",
        ),
        Rule::FieldUnknown => S(
            "Ein Feld „{field}“ gibt es hier nicht",
            "Es wird nicht gelesen; was darin steht, hat keine Wirkung.",
            "Entfernen Sie es, oder berichtigen Sie seinen Namen.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::FieldWrongType => S(
            "Erwartet wird hier {expected}; gefunden wurde {found}",
            "Was hier steht, lässt sich nicht lesen.",
            "Hierher gehört {expected}.",
        ),
        Rule::FieldMissing => S(
            "Das Feld „{field}“ fehlt",
            "Ohne dieses Feld ist ein Manifest nicht vollständig.",
            "Ergänzen Sie es.",
        ),
        Rule::FieldUnknownValue => S(
            "„{found}“ ist hier nicht möglich",
            "Bekannt sind nur: {allowed}.",
            "Wählen Sie einen dieser Werte.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::NumberOutOfRange => S(
            "{found} liegt außerhalb des Bereichs",
            "Diese Zahl reicht von {least} bis {most}.",
            "Wählen Sie eine Zahl in diesem Bereich.",
        ),
        Rule::ListTooLong => S(
            "Die Liste hat {length} Einträge, mehr als {limit}",
            "Eine so lange Liste kann niemand prüfen.",
            "Kürzen Sie die Liste.",
        ),
        Rule::ListDuplicate => S(
            "„{found}“ steht zweimal in der Liste",
            "Welcher Eintrag zählt, bliebe dem Zufall überlassen. Der erste steht unter {first}.",
            "Behalten Sie einen der beiden.",
        ),
        Rule::TextEmpty => S(
            "Dieser Text ist leer",
            "Was hier benannt ist, wird Menschen gezeigt.",
            "Schreiben Sie den Text, oder entfernen Sie das Feld, wo es fehlen darf.",
        ),
        Rule::TextTooLong => S(
            "Dieser Text hat {length} Zeichen, mehr als {limit}",
            "Er würde gekürzt, wo er gezeigt wird.",
            "Kürzen Sie ihn.",
        ),
        Rule::TextControl => S(
            "Dieser Text enthält ein Zeichen, das niemand sieht ({code})",
            "Solche Zeichen lassen einen Text wie einen anderen aussehen.",
            "Entfernen Sie das Zeichen.",
        ),
        Rule::TextSpace => S(
            "Dieser Text beginnt oder endet mit Leerraum",
            "Er gehört zum Text und kann Namen unterscheiden, die gleich aussehen.",
            "Entfernen Sie den Leerraum.",
        ),
        Rule::SlugMalformed => S(
            "„{found}“ ist als Kennung nicht möglich",
            "Eine Kennung ist Teil von Adressen: Kleinbuchstaben a bis z, Ziffern und einzelne Bindestriche dazwischen.",
            "Wählen Sie eine solche Kennung.[ Möglich wäre „{suggestion}“.]",
        ),
        Rule::IdentityMixedScripts => S(
            "„{found}“ mischt Buchstaben mehrerer Schriften ({scripts}) in einem Wort",
            "Solche Namen werden verwendet, um sich für andere auszugeben.",
            "Schreiben Sie jedes Wort in den Buchstaben einer Schrift.",
        ),
        Rule::IdentityConfusable => S(
            "„{found}“ sieht aus wie „{looks}“, ist aber in anderen Buchstaben geschrieben",
            "Wer es liest, hält es für einen Namen in lateinischen Buchstaben.",
            "Verwenden Sie lateinische Buchstaben, wenn es so gelesen werden soll. Andernfalls sieht es sich ein Mensch an.",
        ),
        Rule::IdentityIdChanged => S(
            "Die Kennung ist „{found}“; die freigegebene Version hat „{approved}“",
            "Die Kennung bleibt in jeder Version gleich: An ihr hängen die Installationen der Kunden.",
            "Schreiben Sie „{approved}“.",
        ),
        Rule::IdentityNameChanged => S(
            "Die App hieß „{before}“ und heißt jetzt „{after}“",
            "Ein neuer Name eröffnet die Prüfung durch einen Menschen erneut[ (seit Version {approved})].",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::VersionMalformed => S(
            "„{found}“ ist keine Version",
            "Versionen werden verglichen, um die neuere zu finden: drei Zahlen mit Punkten dazwischen.",
            "Schreiben Sie eine Version wie 1.4.0.[ Möglich wäre „{suggestion}“.]",
        ),
        Rule::VersionNotAbove => S(
            "Version {found} folgt nicht auf {approved}",
            "Version {approved} ist freigegeben. Was freigegeben ist, ändert sich nicht.",
            "Erhöhen Sie die Version.",
        ),
        Rule::EntryUninstallMissing => S(
            "Es gibt keine Adresse für das Entfernen der App",
            "Entfernt ein Kunde die App, müssen seine Daten gelöscht werden. Die App erfährt es unter dieser Adresse.",
            "Ergänzen Sie „uninstall“ in „entry“.",
        ),
        Rule::UrlMalformed => S(
            "„{url}“ ist keine Adresse",
            "Sie lässt sich nicht aufrufen. Eine Adresse hat ein Schema, einen Host und nur Zeichen aus ASCII.",
            "Schreiben Sie eine Adresse wie https://app.example.com/start.",
        ),
        Rule::UrlNotHttps => S(
            "Die Adresse beginnt mit „{scheme}“, nicht mit „https“",
            "Was dorthin geht, könnte unterwegs gelesen und verändert werden.",
            "Verwenden Sie https.",
        ),
        Rule::UrlIpLiteral => S(
            "„{host}“ ist eine Zahl, kein Name",
            "Für eine Zahl gibt es kein Zertifikat, das sagt, wem sie gehört; morgen kann sie jemand anderem gehören.",
            "Verwenden Sie einen Namen Ihrer Domain.",
        ),
        Rule::UrlPrivateHost => S(
            "„{host}“ ist aus dem Internet nicht erreichbar",
            "Aufrufe von Adressen innerhalb eines Netzes werden abgelehnt.",
            "Verwenden Sie einen Namen, den alle erreichen.",
        ),
        Rule::UrlCredentials => S(
            "In der Adresse von „{host}“ steht ein Name oder ein Passwort",
            "Wer das Manifest liest, liest auch das.",
            "Entfernen Sie es, und ändern Sie das Passwort.",
        ),
        Rule::SurfaceUnknownKind => S(
            "Oberflächen der Art „{kind}“ gibt es nicht",
            "Die App würde nirgends erscheinen.",
            "Wählen Sie eine Art aus dem Katalog.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::SurfaceUnknownPlace => S(
            "Eine Oberfläche dieser Art kann nicht an „{place}“ sein",
            "Die App würde dort nicht erscheinen.",
            "Wählen Sie einen Ort dieser Art.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::ScopeUnknown => S(
            "Die Berechtigung „{scope}“ ist nicht bekannt",
            "Sie kann nicht erteilt werden; die App bekäme nicht, was sie braucht.",
            "Wählen Sie eine Berechtigung aus dem Katalog.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::ScopeUnused => S(
            "Nichts verwendet die Berechtigung „{scope}“",
            "Kunden erteilen einer App weniger, die mehr verlangt, als sie braucht.",
            "Entfernen Sie sie, oder benennen Sie die Felder, Oberflächen, Ereignisse oder Daten, die sie verwenden.",
        ),
        Rule::ScopeOverBroad => S(
            "Die Berechtigung „{scope}“ ist weiter als ihr Gebrauch",
            "Alles, was das Manifest damit tut, geht mit weniger: {narrower}.",
            "Verlangen Sie stattdessen {narrower}.",
        ),
        Rule::ScopeContained => S(
            "Die Berechtigung „{scope}“ ist Teil von „{broader}“",
            "Wer die weitere erteilt, hat diese mit erteilt.",
            "Entfernen Sie sie, oder verzichten Sie auf die weitere.",
        ),
        Rule::ScopeWriteWithoutRead => S(
            "„{scope}“ schreibt, was die App nicht lesen kann",
            "Eine App, die nicht sieht, was sie ändert, überschreibt, was andere getan haben.",
            "Verlangen Sie auch „{reads}“, oder sagen Sie im Zweck, warum die App nur hinzufügt.",
        ),
        Rule::ScopeFieldUnknown => S(
            "Die Berechtigung „{scope}“ gibt kein Feld „{field}“",
            "Die App würde es nicht bekommen.",
            "Wählen Sie ein Feld dieser Berechtigung.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::ScopeAdded => S(
            "Die Berechtigung „{name}“ ist neu seit Version {approved}",
            "Eine neue Berechtigung eröffnet die Prüfung durch einen Menschen erneut, und jeder Kunde wird wieder gefragt.",
            "Nichts, wenn die App sie braucht.",
        ),
        Rule::ScopeChanged => S(
            "Was mit „{name}“ verlangt wird, ist anders als in Version {approved}[ ({field})]",
            "Kunden haben dem zugestimmt, was zuvor verlangt wurde. Die Prüfung durch einen Menschen beginnt erneut.",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::PurposeMissing => S(
            "Der Zweck[ von „{of}“] fehlt",
            "Wer um Zustimmung gebeten wird, liest ihn.",
            "Sagen Sie in einem Satz, was die App damit tut.",
        ),
        Rule::PurposeShort => S(
            "Der Zweck[ von „{of}“] hat nur {length} Zeichen",
            "In weniger als {least} Zeichen erfährt niemand, wozu es dient.",
            "Sagen Sie in einem Satz, was die App damit tut.",
        ),
        Rule::PurposePlaceholder => S(
            "„{found}“ ist kein Zweck[ von „{of}“]",
            "Wer um Zustimmung gebeten wird, liest ihn.",
            "Sagen Sie in einem Satz, was die App damit tut.",
        ),
        Rule::EventUnknown => S(
            "Das Ereignis „{event}“ ist nicht bekannt",
            "Die App würde nie davon erfahren.",
            "Wählen Sie ein Ereignis aus dem Katalog.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::EventWithoutScope => S(
            "Das Ereignis „{event}“ braucht die Berechtigung „{scope}“",
            "Ohne die Berechtigung wird das Ereignis nicht gesendet.",
            "Verlangen Sie die Berechtigung, oder verzichten Sie auf das Ereignis.",
        ),
        Rule::EventUndelivered => S(
            "Kein Webhook nimmt das Ereignis „{event}“",
            "Es ist abonniert und wird nirgendwohin gesendet.",
            "Ergänzen Sie es bei einem Webhook, oder verzichten Sie darauf.",
        ),
        Rule::DataClassUnknown => S(
            "Die Datenklasse „{class}“ ist nicht bekannt",
            "Kunden ließe sich nicht sagen, was aufbewahrt wird.",
            "Wählen Sie eine Klasse aus dem Katalog.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::DataRegionUnknown => S(
            "Die Region „{region}“ ist nicht bekannt",
            "Kunden ließe sich nicht sagen, wo ihre Daten sind.",
            "Wählen Sie eine Region aus dem Katalog.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::DataRegionMissing => S(
            "Es fehlt, wo die Daten[ der Klasse „{class}“] aufbewahrt werden",
            "Viele Kunden dürfen nur Apps verwenden, die Daten in bestimmten Regionen aufbewahren.",
            "Nennen Sie mindestens eine Region.",
        ),
        Rule::DataSensitiveWithoutRetention => S(
            "„{class}“ ist besonders schutzbedürftig und hat kein Ende der Aufbewahrung",
            "Solche Daten müssen nach einer Zeit gelöscht werden, die vorher feststeht.",
            "Ergänzen Sie „retention_days“ mit höchstens {limit} Tagen.",
        ),
        Rule::DataRetentionMissing => S(
            "Es fehlt, wie lange „{class}“ aufbewahrt wird",
            "Es sind Daten von Menschen, und sie dürfen fragen.",
            "Ergänzen Sie „retention_days“ mit höchstens {limit} Tagen.",
        ),
        Rule::DataRetentionOverPolicy => S(
            "„{class}“ wird {days} Tage aufbewahrt",
            "Das Programm erlaubt für solche Daten höchstens {limit} Tage.",
            "Bewahren Sie sie {limit} Tage oder kürzer auf.",
        ),
        Rule::DataClassWithoutScope => S(
            "„{class}“ wird aufbewahrt, aber keine Berechtigung gibt diese Daten",
            "Entweder kommt die App anders an die Daten, oder sie bewahrt sie nicht auf.",
            "Verlangen Sie eine Berechtigung, die sie gibt, oder entfernen Sie den Eintrag.",
        ),
        Rule::DataClassAdded => S(
            "„{name}“ wird seit dieser Version aufbewahrt, in Version {approved} noch nicht",
            "Eine neue Datenklasse eröffnet die Prüfung durch einen Menschen erneut.",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::DataRegionAdded => S(
            "„{name}“ wird jetzt auch in „{after}“ aufbewahrt, in Version {approved} noch nicht",
            "Wo Daten aufbewahrt werden, war Teil der Zustimmung. Die Prüfung durch einen Menschen beginnt erneut.",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::SubprocessorCountryUnknown => S(
            "„{found}“ ist kein Kürzel eines Landes",
            "Kunden ließe sich nicht sagen, wohin ihre Daten gehen.",
            "Verwenden Sie zwei Großbuchstaben nach ISO 3166, etwa DE.",
        ),
        Rule::SubprocessorAdded => S(
            "Der Unterauftragsverarbeiter „{name}“ ist neu seit Version {approved}",
            "Kunden müssen wissen, wer sonst ihre Daten verarbeitet. Die Prüfung durch einen Menschen beginnt erneut.",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::SubprocessorChanged => S(
            "Die Angaben zum Unterauftragsverarbeiter „{name}“ sind andere als in Version {approved}[ ({field})]",
            "Kunden müssen wissen, wer sonst ihre Daten verarbeitet. Die Prüfung durch einen Menschen beginnt erneut.",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::DestinationMalformed => S(
            "„{host}“ ist kein Host",
            "Ein Ziel ist nur ein Name, ohne Schema, Port und Pfad.",
            "Schreiben Sie einen Namen wie api.example.com.[ Möglich wäre „{suggestion}“.]",
        ),
        Rule::DestinationWildcard => S(
            "„{host}“ steht für mehr als einen Host",
            "Niemand kann vorher sagen, wohin Daten gingen.",
            "Nennen Sie jeden Host einzeln.",
        ),
        Rule::DestinationUndeclared => S(
            "Der Host „{host}“ wird verwendet, steht aber nicht bei den Zielen",
            "Kunden lassen nur Hosts durch, die angegeben sind.",
            "Ergänzen Sie ihn bei den Zielen, mit seinem Zweck.",
        ),
        Rule::DestinationAdded => S(
            "Das Ziel „{name}“ ist neu seit Version {approved}",
            "Daten gehen an einen Ort, der nicht geprüft wurde. Die Prüfung durch einen Menschen beginnt erneut.",
            "Nichts, wenn die Änderung gewollt ist.",
        ),
        Rule::WebhookNoEvents => S(
            "Dieser Webhook nimmt keine Ereignisse",
            "Es würde nie etwas an ihn gesendet.",
            "Nennen Sie seine Ereignisse, oder entfernen Sie ihn.",
        ),
        Rule::WebhookEventNotSubscribed => S(
            "Das Ereignis „{event}“ ist nicht abonniert",
            "Es würde nicht an diesen Webhook gesendet.",
            "Ergänzen Sie es in „events.subscribe“.",
        ),
        Rule::HealthMissing => S(
            "Es gibt keine Adresse für den Zustand der App",
            "Sie wird aufgerufen, um zu messen, wie schnell und wie oft die App antwortet. Ohne sie gibt es keine Werte zu zeigen.",
            "Ergänzen Sie „health“ mit einer Adresse, die ohne Anmeldung antwortet.",
        ),
        Rule::PlanPriceMissing => S(
            "Der Tarif[ „{plan}“] hat keinen Preis",
            "Niemand kann ihn kaufen.",
            "Ergänzen Sie „price“. Ein kostenloser Tarif hat den Preis 0.",
        ),
        Rule::PlanPriceNegative => S(
            "Ein Preis des Tarifs[ „{plan}“] liegt unter null ({found})",
            "Niemand wird dafür bezahlt, eine App zu verwenden.",
            "Schreiben Sie einen Preis von 0 oder mehr, in der kleinsten Einheit der Währung.",
        ),
        Rule::PlanCurrencyMalformed => S(
            "„{found}“ ist keine Währung",
            "Ein Preis ohne Währung ist nur eine Zahl.",
            "Verwenden Sie drei Großbuchstaben nach ISO 4217, etwa EUR.",
        ),
        Rule::PlanTrialOverPolicy => S(
            "Der Tarif[ „{plan}“] lässt sich {days} Tage testen",
            "Das Programm erlaubt höchstens {limit} Tage.",
            "Bieten Sie {limit} Tage oder weniger an.",
        ),
        Rule::PlanMeterUnknown => S(
            "Einen Zähler „{meter}“ gibt es nicht",
            "Was nicht gezählt wird, lässt sich nicht berechnen.",
            "Ergänzen Sie den Zähler, oder nennen Sie einen vorhandenen.[ Meinten Sie „{suggestion}“?]",
        ),
        Rule::MeterUnused => S(
            "Kein Tarif verwendet den Zähler „{meter}“",
            "Er zählt für nichts.",
            "Verwenden Sie ihn in einem Tarif, oder entfernen Sie ihn.",
        ),
        Rule::SupportMissing => S(
            "Es gibt niemanden, den man um Hilfe bitten kann",
            "Ein Kunde mit einem Problem braucht eine Mailadresse oder eine Seite.",
            "Ergänzen Sie „email“ oder „url“ in „support“.",
        ),
        Rule::SupportEmailMalformed => S(
            "„{found}“ ist keine Mailadresse",
            "Wer dorthin schreibt, bekommt keine Antwort.",
            "Schreiben Sie eine Adresse wie hilfe@example.com.",
        ),
        Rule::SupportLanguageMalformed => S(
            "„{found}“ ist keine Sprache",
            "Kunden suchen Support in ihrer Sprache.",
            "Verwenden Sie ein Kürzel wie en oder de-AT.",
        ),
    }
}
