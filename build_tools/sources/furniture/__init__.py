"""What is printed around a text and is none of it: page marks, running heads, what a web page adds."""
