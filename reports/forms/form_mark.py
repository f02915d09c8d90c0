"""How a form of ours is known again, whatever a reader did to the file."""

ATTACHMENT = "alliance-desk-form.json"
HIDDEN = "alliance_desk_form"
MARK = "/AllianceDeskForm"
# What a list says where nothing of it is chosen; some readers write it as the answer.
NOT_CHOSEN = "–"
