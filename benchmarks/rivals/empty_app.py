"""The least that Streamlit can show: how long its own page takes before anything of an app is on it."""

import streamlit as st

st.write("Here.")
