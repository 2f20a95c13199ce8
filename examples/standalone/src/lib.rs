//! An order book whose formats are JSON Schemas: two by the build script, one by the macro.

formwork_runtime::include!(
    /// What somebody has ordered.
    order
);
formwork_runtime::include!(
    /// Who orders.
    customer
);

formwork_macros::schema! {
    /// What the shop is asked.
    pub mod request = r#"{ "title": "Request", "type": "object", "required": ["order"], "additionalProperties": false,
                           "properties": { "order": { "type": "string", "minLength": 1 } } }"#;
    rename("/properties/order" = OrderId)
}

/// The order that a request asks for.
///
/// # Errors
/// The request is none.
pub fn find<'o>(
    orders: &'o [order::Order],
    request: &[u8],
) -> Result<Option<&'o order::Order>, formwork_runtime::Rejection> {
    let request: request::Request = formwork_runtime::from_slice(request)?;
    Ok(orders.iter().find(|order| *order.id == *request.order))
}
