/** Says how what a server lacks gets onto its machine. */
@NullMarked
package io.tributary.checks.install;

import org.jspecify.annotations.NullMarked;
