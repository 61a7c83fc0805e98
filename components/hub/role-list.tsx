import { roleName, roleWords } from "#components/hub/role-words";
import { Card } from "#components/ui/card";
import { Fact, Facts } from "#components/ui/facts";
import { roles } from "#lib/hubs/roles";

/** What each role can do. */
export function RoleList() {
  return (
    <Card title="Roles" className="mt-6">
      <Facts>
        {roles.map((role) => (
          <Fact key={role} name={roleName(role)}>
            {roleWords[role]}
          </Fact>
        ))}
      </Facts>
    </Card>
  );
}
