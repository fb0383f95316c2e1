/** The demo: its command, and the run from the servers' start to the judgement. */
@NullMarked
package io.tributary.local.demo;

import org.jspecify.annotations.NullMarked;
