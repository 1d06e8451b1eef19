//! What the test binaries share: personas, a server on a free port, browsers.
