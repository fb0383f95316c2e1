package io.tributary.cdc.source.postgresql.preflight;

/**
 * Regular expressions of PostgreSQL that find a schema's name where it names the schema: as a whole
 * string, in a list of names, or before a dot. A word of a text such as {@code 'public-api'} names
 * none. Pure.
 *
 * @param name the schema
 */
record SchemaInText(String name) {
  private static final String LISTED = "\\s*\"?[\\w$]+\"?\\s*";

  /** Whole strings and what is between them, so that the next quote opens one. */
  private static final String BEFORE_A_STRING = "^([^']*'[^']*')*[^']*";

  /** The end of a string to which another one is added. */
  private static final String PASTED = "'(::\\w+)?\\s*\\)?\\s*\\|\\|";

  private String word() {
    return "\"?" + name.replaceAll("(\\W)", "\\\\$1") + "\"?";
  }

  /** The string is the name, or a list of names as a search_path is. */
  private String whole() {
    return "'(" + LISTED + ",)*\\s*" + word() + "\\s*(," + LISTED + ")*'";
  }

  /** In strings of an expression; those that stand for an object by its oid follow a rename. */
  String inStrings() {
    return BEFORE_A_STRING
        + "("
        + whole()
        + "(?!::reg)|'([^']*[\\s(,=])?"
        + word()
        + "\\.([\"\\w$%][^']*'(?!::reg)|"
        + PASTED
        + "))";
  }

  /** In the body of a function, where a name that stands before a dot and a name is rewritten. */
  String inFunction() {
    return "("
        + whole()
        + "|(^|[\\s(,=''])"
        + word()
        + "\\.\"?([%$]|"
        + PASTED
        + "|\\s*$)"
        + "|[sS][eE][aA][rR][cC][hH]_[pP][aA][tT][hH][^;]*[\\s,='']"
        + word()
        + "(?![\\w$.-])"
        + "|[sS][cC][hH][eE][mM][aA]\\s+"
        + word()
        + "(?![\\w$-]))";
  }

  /** In the arguments of a trigger, each of which ends with a zero byte. */
  String inTriggerArguments() {
    return "(^|\\\\000|[\\s(,=])" + word() + "(\\.[\\w$\"]+)?\\s*(,|\\\\000)";
  }
}
