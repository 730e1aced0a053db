"""What every page wears: templates, components (`{% load look %}`), fields, stylesheet, icons, scripts.

A page extends `shared/portal.html`, `shared/desk.html` (one matter at work: `shared/work.html`),
`shared/lawyer.html`, `shared/authority.html` or, for print, `shared/letter.html`. These read from the
context, and every one may be missing (an error page has no context at all):

    look       Look             mode, theme, contrast, keys: the person's own choice, from their cookie
    is_demo    bool             True shows the demonstration banner
    place      str              the province or city the installation serves, as in 云岭省
    signed_in  SignedIn | None  who is signed in, as the top bar names them
    nav        list[NavItem]    the room's main navigation (desk: top bar; lawyer: tabs at the thumb)

and these URL names, each left out where it does not exist: `home`, `leave` (quick exit: ends the session
and sends to a neutral site), `set_look` (GET with mode, theme, contrast, keys or language, and next),
`sign_in`, `sign_out` (POST), `desk:search` (POST with q: what one looks for is personal and stays out of
addresses).
"""
