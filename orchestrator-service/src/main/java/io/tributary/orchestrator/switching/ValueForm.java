package io.tributary.orchestrator.switching;

/** How a variable's value is spelled where it stands. */
enum ValueForm {
  /** Behind the equals sign of an {@code .env} file. */
  ENV {
    @Override
    String written(String name, String value) {
      return EnvLine.quoted(value);
    }
  },
  /** Behind the colon of a compose file's {@code NAME: value}. */
  ENTRY {
    @Override
    String written(String name, String value) {
      return " " + quoted(escaped(value));
    }
  },
  /** Behind the dash of a compose file's {@code - NAME=value}, the name with it. */
  ITEM {
    @Override
    String written(String name, String value) {
      return quoted(name + "=" + escaped(value));
    }
  };

  /** A value as Tributary writes it. */
  abstract String written(String name, String value);

  /** Compose replaces variables in values; a doubled dollar sign is a plain one. */
  private static String escaped(String value) {
    return value.replace("$", "$$");
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
  }
}
