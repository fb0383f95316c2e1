package io.tributary.common.plan.cutover;

import java.util.Set;
import java.util.regex.Pattern;

/** Which variables a migration file may set for a program. Pure. */
public final class CommandVariable {
  /** By these, loaders and interpreters run code that nobody has granted. */
  private static final Pattern CODE =
      Pattern.compile("(LD|DYLD|TRIBUTARY|GIT)_.*|(PYTHON|PERL|RUBY|NODE_|BASH_).*|.*_OPTIONS");

  private static final Set<String> MORE =
      Set.of(
          "PATH", "ENV", "IFS", "CLASSPATH", "GCONV_PATH", "SHELLOPTS", "PS4", "EDITOR", "PAGER");

  private CommandVariable() {}

  /** Whether a variable of this name says nothing of which code a program runs. */
  public static boolean allowed(String name) {
    return !CODE.matcher(name).matches() && !MORE.contains(name);
  }
}
