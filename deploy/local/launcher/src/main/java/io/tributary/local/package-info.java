/** The command line of Tributary on one machine: plan, up, demo and release. */
@NullMarked
package io.tributary.local;

import org.jspecify.annotations.NullMarked;
