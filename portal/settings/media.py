"""Settings of pictures and documents: what may be uploaded, and what is made of it."""

WAGTAILIMAGES_IMAGE_MODEL = "media.PortalImage"
WAGTAILDOCS_DOCUMENT_MODEL = "media.PortalDocument"
# What is uploaded: no SVG, for it runs scripts; no GIF, for it flickers and hides thousands of
# frames. A picture of 25 million points takes 100 MB once it is unpacked.
WAGTAILIMAGES_EXTENSIONS = ["avif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 25_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "portal.media.forms.PictureForm"
# What browsers without the formats of `{% picture %}` get; it names these by itself.
WAGTAILIMAGES_FORMAT_CONVERSIONS = {"avif": "jpeg", "webp": "jpeg"}
WAGTAILIMAGES_JPEG_QUALITY = 78
WAGTAILIMAGES_WEBP_QUALITY = 75
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILDOCS_EXTENSIONS = [
    *("csv", "docx", "ics", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"),
    *("mp4", "webm", "vtt"),
]
# Of films; what other documents may weigh, see `portal.media.forms`.
WAGTAILDOCS_MAX_UPLOAD_SIZE = 200 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "portal.media.forms.DocumentForm"
# Through the view, which says what a file is and lets nothing in it run; never from the folder.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
