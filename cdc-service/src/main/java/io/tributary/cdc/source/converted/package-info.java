/** What sources share whose rows are converted and whose target tables are made by statements. */
@NullMarked
package io.tributary.cdc.source.converted;

import org.jspecify.annotations.NullMarked;
