"""What was published: articles, the readers that bring them in, and the library that keeps them."""
