// What the classes of Fashion-MNIST are called: its files only number them. For the whole set and for the sample, which is a part of it.

/** By label, 0 to 9. Source: github.com/zalandoresearch/fashion-mnist. */
export const fashionClasses: readonly string[] = [
  'T-shirt or top',
  'trousers',
  'pullover',
  'dress',
  'coat',
  'sandal',
  'shirt',
  'sneaker',
  'bag',
  'ankle boot',
];
