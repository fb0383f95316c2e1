package io.tributary.local.view;

/** Colors of words on a terminal; none elsewhere and with NO_COLOR. Pure. */
public enum TextColor {
  /** On a terminal. */
  COLORED,
  /** Everywhere else. */
  PLAIN;

  /** A health in its color: green, yellow or red. */
  String health(String health) {
    if (this == PLAIN) {
      return health;
    }
    String color =
        switch (health) {
          case "healthy" -> "32";
          case "waiting" -> "33";
          default -> "31";
        };
    return "\u001b[1;" + color + "m" + health + "\u001b[0m";
  }
}
