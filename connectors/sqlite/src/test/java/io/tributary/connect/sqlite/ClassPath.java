package io.tributary.connect.sqlite;

/** The class path of the tests; surefire hides it behind a jar of its own. */
final class ClassPath {
  private ClassPath() {}

  static String text() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
