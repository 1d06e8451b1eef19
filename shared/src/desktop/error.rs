//! Why a text is no address of a server.

/// A refusal, with what would be accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("Write the address of the server, such as market.example.")]
    Empty,
    #[error(
        "This is not the address of a server. Write its name, such as market.example, or its whole address, such as https://market.example:8443."
    )]
    Malformed,
    #[error(
        "The address has to begin with https://, so that nobody on the way can read along. http:// is for servers on this computer only."
    )]
    NotSecure,
    #[error("Leave out the part before the @: one signs in later, in the browser.")]
    Credentials,
}
