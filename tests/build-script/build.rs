//! Generates the module `shop` from its WSDL.

fn main() -> Result<(), bindery_codegen::BuildError> {
    bindery_codegen::Builder::new().config("schemas/bindings.toml").generate()
}
