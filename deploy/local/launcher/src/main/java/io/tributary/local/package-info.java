/** The command line of Tributary on one machine: from {@code plan} to {@code backup-check}. */
@NullMarked
package io.tributary.local;

import org.jspecify.annotations.NullMarked;
