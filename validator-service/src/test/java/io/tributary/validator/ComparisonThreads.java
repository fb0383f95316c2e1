package io.tributary.validator;

import io.tributary.validator.changes.ChangeTail;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Threads of watches, which know whether any of them compares: those that follow topics do not. */
final class ComparisonThreads extends ThreadPoolExecutor {
  private final AtomicInteger comparing = new AtomicInteger();

  ComparisonThreads() {
    super(0, Integer.MAX_VALUE, 60, TimeUnit.SECONDS, new SynchronousQueue<>());
  }

  boolean nothingCompared() {
    return comparing.get() == 0;
  }

  @Override
  protected void beforeExecute(Thread thread, Runnable task) {
    super.beforeExecute(thread, task);
    if (!(task instanceof ChangeTail)) {
      comparing.incrementAndGet();
    }
  }

  @Override
  protected void afterExecute(Runnable task, Throwable failure) {
    super.afterExecute(task, failure);
    if (!(task instanceof ChangeTail)) {
      comparing.decrementAndGet();
    }
  }
}
