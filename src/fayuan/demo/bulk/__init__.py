"""Loading very much: `ledger` keeps how far it has come, `indexes` takes indexes and constraints away and brings them
back, `growth` makes a province of what was driven. It speaks to the database as its owner."""
