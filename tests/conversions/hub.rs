//! The invoice that the four formats have in common.

use formwork_runtime::convert::{Rfc3339, Seconds, Span, Timestamp, UnixMillis, UnixSeconds};
use formwork_runtime::{Hub, Integer, Json, Members, Nullable, Secret};

use crate::codec::{Amount, Cents, Checksum, Count, Days, Decimal, Extras, InvoiceId, Remark};
use crate::invoices::{ledgerly, oldbook, paperclip, remit};

/// An invoice, whoever wrote it.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(given)]
#[format(ledgerly = ledgerly::Invoice,
    ask(book),
    give(revision = Integer::from(1)),
    drop(buyer_name: "it says the name a second time"),
    keep(..))]
#[format(paperclip = paperclip::Invoice,
    ask(currency from oldbook),
    give(locale = "en".to_owned()),
    drop(theme: "colours are no business of others"),
    keep(internal_memo, locale, customer.rest, customer.address.rest, rest))]
#[format(oldbook = oldbook::Invoice,
    drop(checksum: "it follows from the number"),
    keep(..))]
#[format(remit = remit::Invoice,
    with(account: Account),
    drop(fee_reason: "reasons stay with who has them", debtor.rest, rest: "remit does not say what else it sends"))]
pub struct Invoice {
    /// Number of the invoice
    #[at(ledgerly = invoice_id, paperclip = id, remit = reference)]
    #[read(oldbook = no)]
    #[write(oldbook = (no, Checksum(checksum)))]
    pub id: InvoiceId,
    /// What it is.
    #[at(_ = r#type, oldbook = typ)]
    pub r#type: Option<String>,
    /// How far it is.
    #[nested]
    #[at(ledgerly = state, paperclip = status, oldbook = st, remit = phase)]
    pub state: State,
    /// When it was written.
    #[at(ledgerly = Rfc3339(issued_at), paperclip = UnixMillis(created_at), oldbook = UnixSeconds(dat), remit = Rfc3339(issued))]
    pub issued: Timestamp,
    /// When it has to be paid.
    #[equation(due = after(issued, term))]
    #[at(ledgerly = Rfc3339(due_at), paperclip = UnixMillis(due_at), oldbook = UnixSeconds(due), remit = none)]
    pub due: Option<Timestamp>,
    /// How long there is to pay it.
    #[at(ledgerly = Seconds(term_seconds), remit = Days(term_days), _ = none)]
    pub term: Option<Span>,
    /// The currency.
    #[at(_ = currency, oldbook = cur)]
    pub currency: String,
    /// All of it.
    #[at(ledgerly = Cents(total_cents), paperclip = Decimal(amount), remit = Decimal(amount))]
    #[read(oldbook = Decimal(sum))]
    #[write(oldbook = (Decimal(sum), else Decimal(open)))]
    pub total: Amount,
    /// What is paid of it.
    #[at(ledgerly = Cents(paid_cents), paperclip = Decimal(paid), _ = none)]
    pub paid: Option<Amount>,
    /// What is not.
    #[at(oldbook = Decimal(open), _ = none)]
    pub balance: Option<Amount>,
    /// A fee on top.
    #[at(remit = Decimal(fee), _ = none)]
    pub fee: Option<Amount>,
    /// Who has to pay it.
    #[at(paperclip = customer.name, oldbook = name, remit = debtor.name)]
    #[read(ledgerly = buyer.name)]
    #[write(ledgerly = (buyer.name, buyer_name))]
    pub buyer: Option<String>,
    /// What the buyer signs in with.
    #[at(ledgerly = buyer.access_key, paperclip = customer.api_key, _ = none)]
    pub key: Option<Secret<String>>,
    /// Street of the buyer.
    #[at(ledgerly = buyer.address.street, paperclip = customer.address.line1, oldbook = street, remit = debtor.street)]
    pub street: Option<String>,
    /// City of the buyer.
    #[at(ledgerly = buyer.address.city, paperclip = customer.address.city, oldbook = city, remit = debtor.city)]
    pub city: Option<String>,
    /// Region of the buyer, which may be known not to be there.
    #[at(ledgerly = buyer.address.region, paperclip = customer.address.region, _ = none)]
    pub region: Option<Nullable<String>>,
    /// Country of the buyer.
    #[at(ledgerly = buyer.address.country, paperclip = customer.address.country, oldbook = country, remit = none)]
    pub country: Option<String>,
    /// Where the goods go.
    #[nested]
    #[at(paperclip = shipping, oldbook = none, remit = none)]
    #[read(ledgerly = ship_to)]
    #[write(ledgerly = (ship_to, return_to))]
    pub ship_to: Option<Address>,
    /// What is sold.
    #[nested]
    #[at(ledgerly = lines, paperclip = items, oldbook = pos, remit = none)]
    pub lines: Vec<Line>,
    /// How it is paid.
    #[nested]
    #[at(ledgerly = payment, remit = payment, _ = none)]
    pub payment: Option<Payment>,
    /// A note, which may be known not to be there.
    #[at(ledgerly = note, paperclip = memo, oldbook = Remark(remark)?, remit = none)]
    pub note: Option<Nullable<String>>,
    /// Why it is void.
    #[at(ledgerly = void_reason, paperclip = cancel_reason, _ = none)]
    #[guard(allow_void: "a void invoice would be owed again")]
    pub void_reason: Option<String>,
    /// Who wrote it.
    #[at(oldbook = clerk, ledgerly = none, paperclip = none)]
    #[read(remit = account.owner)]
    pub clerk: Option<String>,
    /// What oldbook says besides.
    #[at(oldbook = Extras(rest)?, _ = none)]
    pub extra: Option<Members<Json>>,
    /// What rides along.
    #[kept]
    pub kept: InvoiceKept,
}

/// How far an invoice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hub)]
#[format(ledgerly = ledgerly::InvoiceState)]
#[format(paperclip = paperclip::InvoiceStatus)]
#[format(oldbook = oldbook::InvoiceSt)]
#[format(remit = remit::InvoicePhase)]
pub enum State {
    /// Not sent yet.
    #[at(_ = Draft, oldbook = fail, remit = fail)]
    Draft,
    /// Sent.
    #[at(ledgerly = Open, paperclip = Sent, oldbook = O, remit = Waiting)]
    Open,
    /// Paid.
    #[at(ledgerly = Paid, paperclip = Settled, oldbook = P, remit = Done)]
    Paid,
    /// Taken back.
    #[at(ledgerly = Void, paperclip = Cancelled, oldbook = X, remit = fail)]
    Void,
    /// Sent, and not accepted.
    #[at(ledgerly = else Open, oldbook = else O, _ = Disputed)]
    Disputed,
}

/// How an invoice is paid.
#[derive(Clone, Debug, PartialEq, Hub)]
#[format(ledgerly = ledgerly::InvoicePayment)]
#[format(remit = remit::InvoicePayment)]
pub enum Payment {
    /// By card.
    #[at(_ = Card)]
    Card(Card),
    /// From account to account.
    #[at(_ = Transfer)]
    Transfer(Transfer),
    /// In cash.
    #[at(ledgerly = Cash, remit = fail)]
    Cash(Cash),
}

/// A card.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Card)]
#[format(ledgerly = ledgerly::Card, give(kind = ledgerly::CardKind::Card), drop(kind: "a card is a card"),
    keep(..))]
#[format(remit = remit::Card, give(method = remit::CardMethod::Card), drop(method: "a card is a card"))]
pub struct Card {
    /// The last digits.
    #[at(ledgerly = last4, remit = digits)]
    pub digits: String,
    /// What rides along.
    #[kept]
    pub kept: CardKept,
}

/// A transfer.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Transfer)]
#[format(ledgerly = ledgerly::Transfer, give(kind = ledgerly::TransferKind::Transfer),
    drop(kind, rest: "a transfer is a transfer"))]
#[format(remit = remit::Transfer, give(method = remit::TransferMethod::Transfer), drop(method: "a transfer is a transfer"))]
pub struct Transfer {
    /// The account.
    #[at(ledgerly = iban, remit = account)]
    pub iban: String,
    /// Its bank.
    #[at(ledgerly = none, remit = bank)]
    pub bank: Option<String>,
}

/// Cash, of which there is nothing to say.
#[derive(Clone, Debug, PartialEq, Hub)]
#[format(ledgerly = ledgerly::Cash, give(kind = ledgerly::CashKind::Cash), drop(kind, rest: "cash is cash"))]
pub struct Cash {}

/// Where goods go.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Address)]
#[format(ledgerly = ledgerly::ShipTo, keep(..))]
#[format(paperclip = paperclip::InvoiceShipping, keep(..))]
pub struct Address {
    /// Street and number.
    #[at(ledgerly = street, paperclip = line1)]
    pub street: String,
    /// The city.
    #[at(_ = city)]
    pub city: Option<String>,
    /// The country.
    #[at(_ = country)]
    pub country: Option<String>,
    /// What rides along.
    #[kept]
    pub kept: AddressKept,
}

/// A thing that is sold.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Line)]
#[format(ledgerly = ledgerly::Line, keep(..))]
#[format(paperclip = paperclip::InvoiceItemsItem, keep(..))]
#[format(oldbook = oldbook::InvoicePosItem)]
pub struct Line {
    /// What it is.
    #[at(ledgerly = text, paperclip = description, oldbook = txt)]
    pub text: String,
    /// How many.
    #[at(ledgerly = Count(quantity), paperclip = Count(qty), oldbook = Count(n))]
    pub count: u32,
    /// The price of one.
    #[at(ledgerly = Cents(price_cents), paperclip = Decimal(unit_price), oldbook = Decimal(ep))]
    pub price: Amount,
    /// What is taken off.
    #[at(paperclip = Decimal(discount), _ = none)]
    pub discount: Option<Amount>,
    /// What rides along.
    #[kept]
    pub kept: LineKept,
}

/// Another hub of the same formats: where goods go, for who carries them.
#[derive(Clone, Debug, PartialEq, Hub)]
#[hub(prefix = Parcel)]
#[format(ledgerly = ledgerly::ShipTo, drop(floor, rest: "it is left at the door"))]
#[format(paperclip = paperclip::InvoiceShipping, ask(city), drop(city, country, rest: "the carrier knows"))]
pub struct Parcel {
    /// Street and number.
    #[at(ledgerly = street, paperclip = line1)]
    pub street: String,
    /// The town
    #[at(ledgerly = city, paperclip = none)]
    pub town: String,
    /// The country.
    #[at(ledgerly = country, paperclip = none)]
    pub land: Option<String>,
}
