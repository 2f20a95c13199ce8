//! Serves at the address that is named, or at 127.0.0.1:8080: `cargo run -p formwork-example-web`.

use formwork_example_web::{Limits, app};
use tokio::net::TcpListener;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let address = std::env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(&address).await?;
    eprintln!("serving at http://{}", listener.local_addr()?);
    axum::serve(listener, app(Limits::default())).await
}
