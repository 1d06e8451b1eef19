use super::visitor::Visitor;
use crate::{Failure, services::Services};
use shared::ids::PersonId;
pub(super) async fn held_up(
    _: &Services,
    _: &Visitor,
    _: &str,
    _: Option<PersonId>,
) -> Result<bool, Failure> {
    Ok(false)
}
pub(super) async fn failed(_: &Services, _: &Visitor, _: &str, _: Option<PersonId>) -> Result<(), Failure> {
    Ok(())
}
pub(super) async fn succeeded(
    _: &Services,
    _: &Visitor,
    _: &str,
    _: Option<PersonId>,
) -> Result<(), Failure> {
    Ok(())
}
