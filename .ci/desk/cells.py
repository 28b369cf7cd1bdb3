"""The cells that LibreOffice read, held against the records.
Arguments: a flat spreadsheet, the records."""
import json
import sys
import xml.etree.ElementTree as tree

TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
rows = []
for row in tree.parse(sys.argv[1]).getroot().iter(TABLE + "table-row"):
    cells = []
    for cell in row.findall(TABLE + "table-cell"):
        assert TABLE + "formula" not in cell.attrib, cell.attrib
        text = "\n".join("".join(line.itertext()) for line in cell.findall(TEXT + "p"))
        cells += [text] * min(int(cell.get(TABLE + "number-columns-repeated", 1)), 30)
    if any(cells):
        rows.append(cells)
records = [json.loads(line) for line in open(sys.argv[2])]
assert len(rows) == len(records) + 1, (len(rows), len(records))
columns = {name: at for at, name in enumerate(rows[0])}
squeezed = lambda text: "".join(c for c in text if c.isalnum())
for row, record in zip(rows[1:], records):
    cell = lambda name: row[columns[name]]
    assert squeezed(cell("id")) == squeezed(record["id"]), cell("id")
    assert cell("outcome") == record["outcome"] and cell("review") == record["review"]["state"]
    assert squeezed(cell("title")) == squeezed(record["translation"]["title"]), cell("title")
    body = "".join(part["text"] for part in record["translation"]["parts"])
    assert squeezed(cell("translation")) == squeezed(body.replace("\x1b", "")), cell("translation")
    assert cell("label_en") == record["label"]["en"]
    for text in row:
        assert text[:1] not in tuple("=+-@"), text
print(f"csv: LibreOffice reads {len(records)} rows of {len(columns)} cells, none a formula")
