// The tables that fGHAuditEvents reads, with the columns that matter here. Sources: the connectors' table definitions in
// github.com/Azure/Azure-Sentinel, Solutions/GitHub/Data Connectors (November 2026), and GitHub's fields with the suffixes of
// the older ingestion.

const pascalCase =
  "(TimeGenerated:datetime, CreatedAt:real, Org:string, Action:string, Repo:string, Actor:string, User:string, " +
  "ActorIp:string, ActorId:real, ActorIsBot:bool, DocumentId:string, OperationType:string, Data:string)";

export const tables = [
  {
    name: "GH_Audit_Logs_CL",
    schema:
      "(TimeGenerated:datetime, timestamp:long, action:string, actor:string, actor_ip:string, repo:string, user:string, " +
      "document_id:string, org:string)",
  },
  {
    name: "GitHubAuditLogPolling_CL",
    schema:
      "(TimeGenerated:datetime, created_at_d:real, _timestamp_d:real, action_s:string, actor_s:string, repo_s:string, " +
      "user_s:string, _document_id_s:string, org_s:string, operation_type_s:string)",
  },
  { name: "GitHubAuditLogsV2_CL", schema: pascalCase },
  { name: "GitHubAuditLogsV3_CL", schema: pascalCase },
];
