//! Bindings that a build script generated.

/// Declares the module with the bindings that `bindery_codegen::Builder` generated in the build script.
///
/// `include_bindings!("shop");` declares `pub mod shop`. For bindings elsewhere than in `OUT_DIR`, `include!` does the same.
#[macro_export]
macro_rules! include_bindings {
    ($name:literal) => {
        ::core::include!(::core::concat!(::core::env!("OUT_DIR"), "/", $name, ".rs"));
    };
}
