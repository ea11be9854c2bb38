"""What a text states: validity, duties, deadlines, targets, appointments, chronicle."""
