/** The command line of Tributary on one machine: plan, up, demo, release and verify-report. */
@NullMarked
package io.tributary.local;

import org.jspecify.annotations.NullMarked;
