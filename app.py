"""The app. Run with `streamlit run app.py`.

Streamlit reads this file in two ways: it imports `app`, the server, once, and runs the file for every page drawn.
"""

from __future__ import annotations

if __name__ == "__main__":
    from geo.ui.pages import draw

    draw()
else:
    from starlette.middleware import Middleware
    from streamlit.starlette import App

    from geo.ui.serving import KeptFiles, loading_ahead

    app = App(__file__, middleware=[Middleware(KeptFiles)], lifespan=loading_ahead)
