package io.tributary.tracing;

/**
 * Takes the spans of changes of sides. Returns at once and never fails: what no receiver takes is
 * dropped. Thread-safe.
 */
public interface CutoverTraces {

  /** Tells nobody; what is made for it is thrown away. */
  CutoverTraces OFF =
      new CutoverTraces() {
        @Override
        public boolean told() {
          return false;
        }

        @Override
        public void tell(TracedSpan span) {}
      };

  /** Whether anybody is told, so that nothing has to be found out otherwise. */
  boolean told();

  /** A span has ended. One that was told before, such as by a process that died, may come again. */
  void tell(TracedSpan span);
}
