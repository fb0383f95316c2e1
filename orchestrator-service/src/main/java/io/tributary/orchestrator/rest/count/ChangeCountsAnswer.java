package io.tributary.orchestrator.rest.count;

import io.tributary.orchestrator.store.ChangeCountEntry;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The tables of which there was any change, by source and name. */
@Schema(description = "How many changes the streams have brought, by source and table")
public record ChangeCountsAnswer(List<ChangeCountEntry> tables) {}
