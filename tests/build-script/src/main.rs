//! Orders an article from a shop that answers from memory: the bindings were generated when the program was built.

use bindery_runtime::transport::{Answer, Bounds, Transport};
use bytes::Bytes;

bindery_runtime::include_bindings!("shop");

use shop::{
    RequestHeaders, Session,
    shop::{Order, ShopClient},
    types::{Article, Size},
};

const ANSWER: &str = r#"<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body>
    <OrderResponse xmlns="urn:example:shop"><Number>42</Number></OrderResponse></Body></Envelope>"#;

/// A shop that takes every order.
struct Memory;

impl Transport for Memory {
    fn send(&self, request: http::Request<Bytes>, _: Bounds) -> Answer<'_> {
        println!("POST {}\n{}", request.uri(), String::from_utf8_lossy(request.body()));
        Box::pin(async {
            let mut answer = http::Response::new(Bytes::from(ANSWER));
            answer.headers_mut().insert("content-type", http::HeaderValue::from_static("text/xml; charset=utf-8"));
            Ok(answer)
        })
    }
}

fn order() -> Result<i32, Box<dyn std::error::Error>> {
    let headers = RequestHeaders { key: Some("a secret".to_owned()), ..RequestHeaders::default() };
    let session = Session::described().headers(headers).build_with(Memory)?;
    let article = Article { code: "ABC-1234".to_owned(), size: Some(Size::Large), ..Article::default() };
    let order = Order { article: vec![article], ..Order::default() };
    let reply = pollster::block_on(async { ShopClient::new(session).order(&order).await })?;
    Ok(*reply)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("order number {}", order()?);
    Ok(())
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_order_has_a_number() {
        assert_eq!(super::order().map_err(|error| error.to_string()), Ok(42));
    }
}
