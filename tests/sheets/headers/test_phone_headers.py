from __future__ import annotations

import pytest

from wa_link.sheets.headers.phone_headers import find_phone_columns

FOUND = """
phone | Phone | PHONE | Phone Number | phone_number | phone-number | PHONE#
Phone No | Phone No. | Phone Nr | Phone # | Phone# | phone num | Phone: | "Phone" | (phone)
  phone   number | Phone/Mobile | Phone (mobile) | Phone1 | phone 2 | phone.1 | Phone=
mobile | Mobile | Mobile Number | mobile no | Mobile Phone | MOBILE_NO | Mobile/WhatsApp
tel | Tel | Tel. | TEL NO | Tel: | Tel-Nr. | telephone | Telephone Number | Telephone No.
whatsapp | WhatsApp | WhatsApp Number | WhatsApp No | whatsapp_number | WHATSAPP # | wa
WA | WA No. | WA Number | wa_number | No WA | No. WA
cell | Cell | Cell Phone | Cell # | cell_phone | cellphone | GSM | GSM No
celular | Celular | Número celular | telefono | Teléfono | TELÉFONO | Telefono 1 | Número teléfono
móvil | Móvil | movil | Teléfono móvil | TELÉFONO MÓVIL | Teléfono (móvil)
telefon | Telefon | Telefon Nr. | Telefon-Nr | TELEFON | mobil | Mobil | Mobil Nr.
Handy | Handy-Nr. | Telefon (mobil) | Telefon mobil | Nummer Handy
téléphone | Téléphone | TÉLÉPHONE | telephone portable | Téléphone portable | portable
Portable | Tél. | Numéro téléphone | No téléphone | No. Tél
telefone | Telefone | Telefone celular | Número telefone | Número Celular | TELEFONE 1
no hp | No HP | No. HP | NO_HP | Nomor HP | Nomor WhatsApp | Nomor WA
телефон | Телефон | ТЕЛЕФОН | Телефон 1 | Телефон:
फ़ोन | फ़ोन नंबर | फ़ोन
电话 | 电话 1 | 电话:
هاتف | الهاتف | رقم الهاتف | رقم هاتف | جوال | الجوال | رقم الجوال | موبايل | رقم الموبايل
رقم | الرقم | رقم واتساب | واتساب
Phone 1 - Value | Phone 2 - Value
Primary Phone | Home Phone | Home Phone 2 | Business Phone | Business Phone 2 | Other Phone
Default Address Phone | Billing Phone | billing_phone
Customer Phone | Contact Phone | contact number phone | My phone
Work Phone | Office Tel | Personal mobile
Número de teléfono | Numéro de téléphone | N° téléphone | Nº de telefone | Cellulare
Telefonnummer | Handynummer | Mobiltelefon | Mobilnummer | No. Telp | Nomor Telepon
电话号码 | 手机 | 手机号 | 手机号码 | Номер телефона | Мобильный телефон
"""

NOT_FOUND = """
hotel | Hotel name | cancelled | Cancelled at | cellar | excel | intel | telegram | Telegram
telephony | microphone | iPhone | headphones | mobility | automobile | handyman | handynow | want
wallet | water | war | Washington | portables | cellulose | hpa | telex | gsma
fax | Fax | Fax Number | Home Fax | Business Fax | Phone/Fax | Fax phone | Other Fax | tel/fax
HP
pager | Pager | Pager phone | Phone pager | ISDN | Callback | TTY/TDD Phone
Radio Phone | Car Phone | Phone Type | phone_type | phoneType | Phone 1 - Type
Phone 1 - Label | Phone label | Mobile Type
phone id | Phone ID | phoneId | id phone | whatsapp_id | Phone UUID | Phone model | Phone brand
order no | Order No. | Order # | order number | number | Number | no | No. | # | nr | value
Value
order phone | Phone order no | phone orders | Phone verified | Phone country code | Phone ext
Phone extension | mobile operator | cell size | Cell B2 | Phone notes | phone price | Phone bill
Assistant's Phone | Emergency phone | Spouse mobile | Phone of the driver
WhatsApp opt-in | Has WhatsApp | name | Name | First Name | email | E-mail
E-mail 1 - Value | address | Address
home | Home | work | company | contact | Customer | primary | main | mein Name | note
Notes | country | region | zip
رقم الطلب | رقم الفاتورة | رقم العميل | رقم الحساب | نوع الهاتف | اسم | البريد | رقم الهوية
id телефона | тип телефон | имя | नाम | 名字 | 订单号 | tipo teléfono
Typ Telefon | type téléphone | Faxnummer | wa_id | wa link | wa.me | wa_line
Default Address Company | Shipping Name | billing_email
Company Main Phone | Company Phone | Shipping Phone | shipping_phone | Delivery Phone
1 | 2 | - | ! | e | é
"""


def headers(table: str) -> list[str]:
    return [cell.strip() for line in table.strip().splitlines() for cell in line.split(" | ")]


@pytest.mark.parametrize("header", headers(FOUND))
def test_headers_of_phone_numbers(header: str) -> None:
    assert find_phone_columns([header]) == [0]
    assert find_phone_columns(["name", header.upper(), "note"]) == [1]


@pytest.mark.parametrize(
    "header",
    "phoneNumber PhoneNumber mobilePhone MobileNo phoneNo CellPhone whatsApp WhatsApp waNumber "
    "billingPhone homePhone customerPhoneNumber".split(),
)
def test_headers_in_camel_case(header: str) -> None:
    assert find_phone_columns(["Name", header, "phoneType", "orderNo"]) == [1]


@pytest.mark.parametrize("header", [*headers(NOT_FOUND), "", " "])
def test_headers_of_other_things(header: str) -> None:
    assert find_phone_columns([header, header.upper(), header.lower()]) == []


@pytest.mark.parametrize(
    ("header", "order"),
    [
        pytest.param("Business Phone|Home Phone|Mobile Phone|Other Phone|Primary Phone",
                     "Mobile Phone|Primary Phone|Business Phone|Home Phone|Other Phone",
                     id="outlook"),
        pytest.param("First Name|Assistant's Phone|Business Fax|Business Phone|Home Fax|Home Phone"
                     "|Mobile Phone|Pager|Primary Phone|E-mail Address",
                     "Mobile Phone|Primary Phone|Business Phone|Home Phone",
                     id="outlook-whole"),
        pytest.param("Name|Phone 1 - Type|Phone 1 - Value|Phone 2 - Type|Phone 2 - Value",
                     "Phone 1 - Value|Phone 2 - Value", id="google"),
        pytest.param("First Name|Default Address Company|Default Address Phone|Phone",
                     "Phone|Default Address Phone", id="shopify"),
        pytest.param("Name|Billing Phone|Phone", "Phone|Billing Phone", id="shopify orders"),
        pytest.param("order_id|billing_first_name|shipping_phone|billing_phone",
                     "billing_phone", id="woocommerce"),
        pytest.param("phone|mobile|whatsapp", "whatsapp|mobile|phone", id="whatsapp-first"),
        pytest.param("رقم|هاتف|جوال|واتساب", "واتساب|جوال|هاتف|رقم", id="arabic"),
        pytest.param("Telefon|Handy|Fax", "Handy|Telefon", id="german"),
        pytest.param("Teléfono|Móvil", "Móvil|Teléfono", id="spanish"),
        pytest.param("Telefone|Celular", "Celular|Telefone", id="portuguese"),
        pytest.param("Téléphone|Portable", "Portable|Téléphone", id="french"),
        pytest.param("Telepon|No HP|No WA", "No WA|No HP|Telepon", id="indonesian"),
        pytest.param("work mobile|phone|mobile|home phone", "mobile|work mobile|phone|home phone",
                     id="lesser-behind-its-equals"),
        pytest.param("phone|Phone 2|phone", "phone|Phone 2|phone", id="equals-in-order"),
        pytest.param("Phone|Mobile Phone|Phone WhatsApp", "Phone WhatsApp|Mobile Phone|Phone",
                     id="the-best-word-counts"),
    ],
)  # fmt: skip
def test_the_best_column_comes_first(header: str, order: str) -> None:
    columns = header.split("|")
    assert [columns[i] for i in find_phone_columns(columns)] == order.split("|")


def test_repeated_names_keep_their_places() -> None:
    assert find_phone_columns(["phone", "name", "phone", "mobile", "mobile"]) == [3, 4, 0, 2]


def test_nothing_is_found_in_an_empty_header() -> None:
    assert find_phone_columns([]) == []
