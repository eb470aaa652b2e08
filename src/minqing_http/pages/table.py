"""Every page and form there is, of each subject."""

from minqing_http.pages import cases, work
from minqing_http.pages.page import Form, Page

PAGES: tuple[Page, ...] = (*work.PAGES, *cases.PAGES)
FORMS: tuple[Form, ...] = (*cases.FORMS,)
