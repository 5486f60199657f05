"""The usual ways of a folium map in Streamlit, as small apps, for the benchmarks to measure beside ours."""
