use super::*;

#[test]
fn changes_are_read_as_they_are_written_and_nothing_else_is() {
    let id = PickId::from_ulid(ulid::Ulid(1));
    let change = PickChange::Change { id, label: None, reason: None, when: Some(Asked::default()) };
    let text = serde_json::to_string(&change).expect("JSON");
    assert_eq!(serde_json::from_str::<PickChange>(&text).expect("a change"), change);
    let stray = format!(r#"{{"change":"end","id":"{id}","reason":"x"}}"#);
    assert!(serde_json::from_str::<PickChange>(&stray).is_err());
    assert!(serde_json::from_str::<PickChange>(r#"{"no such member":true}"#).is_err());
    let place = ScheduleChange::Place {
        id: SlotEntryId::from_ulid(ulid::Ulid(2)),
        slot: "hero".parse().expect("a slug"),
        what: Shows::Collection { id: CollectionId::from_ulid(ulid::Ulid(3)) },
        when: Asked::default(),
    };
    let text = serde_json::to_string(&place).expect("JSON");
    assert_eq!(serde_json::from_str::<ScheduleChange>(&text).expect("a change"), place);
}

#[test]
fn queries_name_what_is_wrong() {
    let pairs = |text: &[(&str, &str)]| -> Vec<(String, String)> {
        text.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    };
    assert!(PreviewQuery::parse(&pairs(&[("at", "tomorrow")])).is_err());
    assert_eq!(PreviewQuery::parse(&[]), Ok(PreviewQuery::default()));
    let id = CategoryId::from_ulid(ulid::Ulid(1)).to_string();
    let errors = MergeQuery::parse(&pairs(&[("id", &id)])).expect_err("one is missing");
    assert!(errors[0].names_parameter("into"));
}
