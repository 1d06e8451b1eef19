//! What tests of this crate share.

/// Runs on threads that are deep enough for the store.
pub(crate) fn deep<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_stack_size(crate::cli::STACK_BYTES)
        .enable_all()
        .build()
        .expect("threads");
    match runtime.block_on(runtime.spawn(work)) {
        Ok(done) => done,
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(error) => panic!("{error}"),
        },
    }
}
